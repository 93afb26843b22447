/** A ClickHouse server of its own in a folder for temporary files, on loopback alone. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** As Debian installs it, or ClickHouse's own packages. */
const SERVER = ['/usr/sbin/clickhouse-server', '/usr/bin/clickhouse-server'].find(existsSync)

export const hasClickHouse = SERVER !== undefined && existsSync('/usr/bin/clickhouse-client')

export interface ClickHouse {
  /** Runs a query; rows come back as CSV with a header. */
  readonly sql: (query: string, input?: string) => string
  readonly stop: () => Promise<void>
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

export async function startClickHouse(): Promise<ClickHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'clickhouse-'))
  const [port, web] = [await freePort(), await freePort()]
  const users = `<yandex><profiles><default/></profiles><quotas><default/></quotas><users><default>
    <password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota>
  </default></users></yandex>`
  const config = `<yandex>
    <logger><level>error</level><log>${folder}/log</log><errorlog>${folder}/errors</errorlog></logger>
    <tcp_port>${port}</tcp_port><http_port>${web}</http_port><listen_host>127.0.0.1</listen_host>
    <path>${folder}/data/</path><tmp_path>${folder}/tmp/</tmp_path><mark_cache_size>100000000</mark_cache_size>
    <users_config>${folder}/users.xml</users_config><default_profile>default</default_profile>
    <default_database>default</default_database>
  </yandex>`
  writeFileSync(join(folder, 'users.xml'), users)
  writeFileSync(join(folder, 'config.xml'), config)
  const server: ChildProcess = spawn(SERVER!, [`--config-file=${folder}/config.xml`], { cwd: folder, stdio: 'ignore' })
  const sql = (query: string, input = ''): string =>
    execFileSync('clickhouse-client', ['--port', String(port), '--format', 'CSVWithNames', '--query', query], {
      input,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
  const stop = async (): Promise<void> => {
    if (server.exitCode === null) {
      server.kill()
      await once(server, 'exit')
    }
    rmSync(folder, { recursive: true, force: true })
  }
  for (let attempt = 0; ; attempt++) {
    try {
      sql('select 1')
      return { sql, stop }
    } catch (error) {
      if (server.exitCode !== null || attempt === 100) {
        await stop()
        throw error
      }
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
}
