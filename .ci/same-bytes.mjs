// The result of the fixture region must be equal to the last byte on every supported Node, whatever the locale and zone.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'

const cli = join(import.meta.dirname, '..', 'dist', 'cli.js')
const variants = [
  { name: 'node 20', npx: 'node@20', env: { TZ: 'UTC', LANG: 'C' } },
  { name: 'node 22', npx: 'node@22', env: { TZ: 'Asia/Kamchatka', LANG: 'ru_RU.UTF-8' } },
  { name: 'node 24', npx: 'node@24', env: { TZ: 'America/Lima', LANG: 'tr_TR.UTF-8' } },
]

const digests = variants.map(({ name, npx, env }) => {
  const out = mkdtempSync(join(tmpdir(), 'same-bytes-'))
  const node = (...args) =>
    execFileSync('npx', ['-y', npx, ...args], {
      env: { ...process.env, ...env },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    })
  const version = node('--version').trim()
  node(cli, 'demo', '--locale', 'ru', '--out', out, '--quiet')
  const hash = createHash('sha256')
  const entries = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  for (const file of entries.map(({ parentPath, name }) => relative(out, join(parentPath, name))).sort()) {
    let content = readFileSync(join(out, file))
    if (file === 'result.json') {
      const result = JSON.parse(content)
      delete result.run
      content = JSON.stringify(result)
    }
    hash.update(`${file}\0`).update(content)
  }
  rmSync(out, { recursive: true })
  const digest = hash.digest('hex')
  console.log(`${name.padEnd(8)} ${version.padEnd(10)} ${digest}`)
  return digest
})
if (new Set(digests).size !== 1) {
  console.error('The results differ between versions of Node.')
  process.exit(1)
}
