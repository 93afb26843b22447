import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { productionPackages } from '../scripts/production-packages'

const root = join(import.meta.dirname, '..')
const packages = productionPackages(root)
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>
  readonly dependencies: Readonly<Record<string, string>>
}

it('everything installed in production has a checksum, comes from a registry, and runs nothing at install', () => {
  expect(packages.length).toBeGreaterThan(Object.keys(manifest.dependencies).length)
  for (const { name, integrity, resolved, hasInstallScript } of packages) {
    expect(integrity, name).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/)
    // Without an address the registry of the user is asked; the checksum says whether it gave the same.
    expect(resolved ?? 'https://registry.npmjs.org/', name).toMatch(/^https:\/\/registry\.npmjs\.org\//)
    expect(hasInstallScript, name).toBeUndefined()
  }
  for (const hook of ['preinstall', 'install', 'postinstall', 'prepare']) expect(manifest.scripts[hook]).toBeUndefined()
})

it('its licences allow use and passing on', () => {
  const allowed = ['MIT', 'ISC', 'BSD-3-Clause', 'Apache-2.0', 'CC0-1.0', '0BSD']
  for (const { name, license } of packages) expect(allowed, name).toContain(license)
})

it('direct dependencies are pinned, and the lock holds them', () => {
  for (const [name, version] of Object.entries(manifest.dependencies)) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+$/)
    expect(packages).toContainEqual(expect.objectContaining({ path: `node_modules/${name}`, version }))
  }
})

it('no module speaks to the network', () => {
  const src = join(root, 'src')
  for (const file of readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name))) {
    const code = readFileSync(join(src, file), 'utf8')
    expect(code, file).not.toMatch(/from 'node:(?:https?|http2|net|tls|dns|dgram)/)
    expect(code, file).not.toMatch(
      /\b(?:fetch|sendBeacon|importScripts)\(|\bnew (?:WebSocket|XMLHttpRequest|EventSource)\b/,
    )
  }
})

it('every promise of the page on security names a test that is there', () => {
  const page = readFileSync(join(root, 'docs', 'security.md'), 'utf8')
  const tests = [...page.matchAll(/`((?:test|research|scripts)\/[\w./-]+)`/g)].map(([, path]) => path!)
  expect(tests.length).toBeGreaterThan(15)
  for (const path of tests) expect(() => readFileSync(join(root, path)), path).not.toThrow()
})
