/** A PostgreSQL server of its own in a folder for temporary files, without a port: only through a socket. */
import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const VERSIONS = '/usr/lib/postgresql'

/** Folder of the server's programs, as Debian installs them; `null` where there is none. */
export function postgresPrograms(): string | null {
  if (!existsSync(VERSIONS)) return null
  const [newest] = readdirSync(VERSIONS).sort().reverse()
  const programs = join(VERSIONS, newest ?? '', 'bin')
  return existsSync(join(programs, 'initdb')) ? programs : null
}

export interface Postgres {
  /** Runs commands of psql from its standard input; rows come back as CSV with a header. */
  readonly sql: (commands: string) => string
  readonly stop: () => void
}

export function startPostgres(programs: string): Postgres {
  const root = process.getuid?.() === 0
  const folder = mkdtempSync(join(tmpdir(), 'pg-'))
  // The server refuses to run as root: there it runs as the user that its package has made.
  if (root) {
    const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' })))
    chownSync(folder, uid!, gid!)
  }
  chmodSync(folder, 0o755)
  const asServer = (program: string, args: readonly string[]): void => {
    const [command, ...rest] = root
      ? ['runuser', '-u', 'postgres', '--', join(programs, program), ...args]
      : [join(programs, program), ...args]
    execFileSync(command!, rest, { cwd: folder, stdio: 'ignore' })
  }
  const data = join(folder, 'data')
  asServer('initdb', ['-D', data, '-U', 'reader', '-A', 'trust', '-E', 'UTF8', '--locale=C'])
  const options = `-c listen_addresses= -c unix_socket_directories=${folder} -c fsync=off`
  asServer('pg_ctl', ['-D', data, '-o', options, '-l', join(folder, 'log'), '-w', 'start'])
  return {
    sql: (commands) =>
      execFileSync('psql', ['-X', '-q', '--csv', '-v', 'ON_ERROR_STOP=1', '-h', folder, '-U', 'reader', 'postgres'], {
        input: commands,
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      }),
    stop: () => {
      asServer('pg_ctl', ['-D', data, '-m', 'immediate', '-w', 'stop'])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
