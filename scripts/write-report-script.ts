/**
 * Bundles `src/report/html/browser.ts`, and `browser-tables.ts` for plain pages, into `src/report/html/script.ts`:
 * npx tsx scripts/write-report-script.ts. The words are those of the page itself, in its one language.
 */
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

const folder = join(import.meta.dirname, '..', 'src', 'report', 'html')
export const scriptFile = join(folder, 'script.ts')

export async function reportScript(): Promise<string> {
  const [report, tables] = await Promise.all(['browser.ts', 'browser-tables.ts'].map(bundled))
  return `/** Made by scripts/write-report-script.ts: the scripts of pages, which hold nothing of the data. */

/** Of the report, from browser.ts. */
export const SCRIPT = ${JSON.stringify(report!.text)}

/** SHA-256 of \`SCRIPT\`, as a content security policy has it. */
export const SCRIPT_HASH = '${report!.hash}'

/** Of plain pages with tables to sort, from browser-tables.ts. */
export const TABLES_SCRIPT = ${JSON.stringify(tables)}
`
}

async function bundled(file: string): Promise<{ readonly text: string; readonly hash: string }> {
  const { outputFiles } = await build({
    entryPoints: [join(folder, file)],
    bundle: true,
    minify: true,
    charset: 'ascii',
    format: 'iife',
    target: 'es2022',
    write: false,
    plugins: [
      {
        name: 'words of the page',
        setup(made) {
          made.onLoad({ filter: /[\\/]words[\\/]index\.ts$/ }, () => ({
            contents: `const words = JSON.parse(document.getElementById('words').textContent)
export const wordsOf = () => words`,
          }))
        },
      },
    ],
  })
  const script = outputFiles[0]!.text.trim()
  if (/<\/script|<!--/i.test(script)) throw new Error('The script must not hold what ends a script')
  const hash = createHash('sha256').update(script, 'utf8').digest('base64')
  return { text: script, hash: `sha256-${hash}` }
}

if (process.argv[1] === import.meta.filename) writeFileSync(scriptFile, await reportScript())
