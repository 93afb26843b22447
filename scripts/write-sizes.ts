/**
 * Prints into the README what an import adds to a bundle, minified and gzipped: `npm run docs:sizes`. Each row is one import, as
 * a program would write it, bundled for a browser by esbuild from the sources. Of a helper as small as `papersToFind` the files of `dist` weigh more:
 * `.ci/package.mjs` measures it in the package.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '..')
export const sizesFile = join(root, 'README.md')

const ENTRIES = { '': 'index', '/report': 'report/index', '/outputs': 'outputs/index', '/simulate': 'simulate/index' }
/** What is imported, and from which entry. */
const IMPORTS: readonly (readonly [name: string, from: keyof typeof ENTRIES])[] = [
  ['clusterSchools', ''],
  ['monitor', ''],
  ['describeReason', '/report'],
  ['toHtml', '/report'],
  ['outputFiles', '/outputs'],
  ['simulateRegion', '/simulate'],
]

export interface Size {
  readonly name: string
  readonly from: string
  /** In kB of 1000 bytes. */
  readonly minified: number
  readonly gzipped: number
}

export const sizes = (): Promise<Size[]> =>
  Promise.all(
    IMPORTS.map(async ([name, from]) => {
      const bundled = await build({
        stdin: { contents: `export { ${name} } from './src/${ENTRIES[from]}'`, resolveDir: root },
        ...{ bundle: true, minify: true, format: 'esm', platform: 'browser', logLevel: 'error' },
        write: false,
      })
      const { contents } = bundled.outputFiles[0]!
      const kB = (bytes: number): number => Math.round(bytes / 1000)
      return { name, from, minified: kB(contents.length), gzipped: kB(gzipSync(contents, { level: 9 }).length) }
    }),
  )

const PLACE = /(<!-- sizes -->\n)[\s\S]*?(<!-- \/sizes -->)/

export const withSizes = (page: string, all: readonly Size[]): string =>
  page.replace(PLACE, (_, open: string, close: string) => `${open}\n${table(all)}\n\n${close}`)

const table = (all: readonly Size[]): string =>
  [
    '| import | minified | gzipped |',
    '|---|---|---|',
    ...all.map(
      ({ name, from, minified, gzipped }) =>
        `| \`${name}\` from \`objectivity-monitor${from}\` | ${minified} kB | ${gzipped} kB |`,
    ),
  ].join('\n')

/** The sizes that a page prints. */
export const printedSizes = (page: string): Size[] =>
  [...page.matchAll(/^\| `(\w+)` from `objectivity-monitor([/\w]*)` \| (\d+) kB \| (\d+) kB \|$/gm)].map(
    ([, name, from, minified, gzipped]) => ({
      ...{ name: name!, from: from! },
      ...{ minified: Number(minified), gzipped: Number(gzipped) },
    }),
  )

if (process.argv[1] === import.meta.filename)
  writeFileSync(sizesFile, withSizes(readFileSync(sizesFile, 'utf8'), await sizes()))
