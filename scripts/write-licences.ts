/** Writes `dist/THIRD-PARTY-LICENSES.txt`: the licences of all packages whose code is in `dist`. Part of `npm run build`. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { productionPackages } from './production-packages'

const root = join(import.meta.dirname, '..')

const texts = productionPackages(root).map(({ path, name, version, license }) => {
  const folder = join(root, path)
  const file = existsSync(folder) ? readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry)) : undefined
  const text = file === undefined ? '' : `\n\n${readFileSync(join(folder, file), 'utf8').trim()}`
  return `${name} ${version}: ${license}${text}`
})
writeFileSync(join(root, 'dist', 'THIRD-PARTY-LICENSES.txt'), `${texts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`)
