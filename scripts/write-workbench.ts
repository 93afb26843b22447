/**
 * Puts the workbench together: `dist/workbench.html`, one file with page, style and worker. Part of `npm run build`.
 * npx tsx scripts/write-workbench.ts [FILE]; with --sizes it prints what takes the room.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type Metafile, type Plugin, transform } from 'esbuild'
import { SCRIPT_HASH } from '../src/report/html/script'
import { WORKBENCH } from '../src/words/workbench'

const root = join(import.meta.dirname, '..')
const room = join(root, 'src', 'workbench')
export const workbenchFile = join(root, 'dist', 'workbench.html')

/** Browsers that Russian offices still have: Chromium 90 on, the ESR of Firefox before last on. */
const BROWSERS = ['chrome90', 'firefox102', 'safari15']

/** The worker packs workbooks itself: a library that starts further workers for it would find none. */
const packsHere: Plugin = {
  name: 'packs in its own thread',
  setup(made) {
    made.onResolve({ filter: /zipToArrayBuffer\.js$/ }, ({ resolveDir }) => ({
      path: join(resolveDir, '..', 'zip', 'zipToArrayBufferSync.js'),
      pluginData: 'promised',
    }))
    made.onLoad({ filter: /zipToArrayBufferSync\.js$/ }, ({ path, pluginData }) =>
      pluginData === 'promised'
        ? {
            contents: readFileSync(path, 'utf8').replace(
              'return uint8Array.buffer',
              'return Promise.resolve(uint8Array.buffer)',
            ),
          }
        : undefined,
    )
  },
}

interface Bundle {
  readonly code: string
  readonly inputs: Metafile['outputs'][string]['inputs']
}

async function bundle(entry: string): Promise<Bundle> {
  const { outputFiles, metafile, warnings } = await build({
    entryPoints: [join(room, entry)],
    bundle: true,
    minify: true,
    charset: 'utf8',
    format: 'iife',
    platform: 'browser',
    target: BROWSERS,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    write: false,
    metafile: true,
    logLevel: 'silent',
    plugins: [packsHere],
  })
  if (warnings.length > 0) throw new Error(warnings.map(({ text }) => text).join('\n'))
  const [output] = Object.values(metafile.outputs)
  // Neither may end the element in which it stands.
  return {
    code: outputFiles[0]!.text
      .trim()
      .replace(/<\/(script)/gi, '<\\/$1')
      .replace(/<!--/g, '<\\!--'),
    inputs: output!.inputs,
  }
}

/** One script that runs another before itself. */
const after = (before: Bundle, { code, inputs }: Bundle): Bundle => ({
  code: `${before.code}\n${code}`,
  inputs: { ...before.inputs, ...inputs },
})

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`

/**
 * What the page may do: run its own script and that of the report, start its own worker, show the report. Nothing may be
 * fetched from anywhere, sent anywhere, or made code of.
 */
const policyOf = (script: string): string =>
  [
    "default-src 'none'",
    `script-src ${hashOf(script)} '${SCRIPT_HASH}'`,
    "style-src 'unsafe-inline'",
    'worker-src blob:',
    'frame-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')

export async function workbench(): Promise<{
  readonly html: string
  readonly parts: Readonly<Record<string, Bundle>>
}> {
  const before = await bundle('older-browsers.ts')
  const page = after(before, await bundle('page/main.tsx'))
  const worker = after(before, after(await bundle('without-eval.ts'), await bundle('worker.ts')))
  const css = readFileSync(join(room, 'page', 'style.css'), 'utf8')
  const { code: style } = await transform(css, { loader: 'css', minify: true, target: BROWSERS })
  const html = `<!doctype html>
<html lang="ru"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyOf(page.code)}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">
<title>${escaped(WORKBENCH.title.ru)}</title><style>${style.trim()}</style></head>
<body><div id="page"><noscript>${escaped(WORKBENCH.noScript.ru)} ${escaped(WORKBENCH.noScript.en)}</noscript></div>
<script type="text/plain" id="worker">${worker.code}</script>
<script>${page.code}</script></body></html>
`
  return { html, parts: { page, worker } }
}

/** Rooms of the program and packages by the bytes that they take, the largest first. */
export function sizes({ inputs }: Bundle): [string, number][] {
  const rooms = new Map<string, number>()
  for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
    const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file) ?? /(src\/[^/]+)/.exec(file) ?? [file, file]
    rooms.set(name!, (rooms.get(name!) ?? 0) + bytesInOutput)
  }
  return [...rooms].sort((a, b) => b[1] - a[1])
}

if (process.argv[1] === import.meta.filename) {
  const [given] = process.argv.slice(2).filter((arg) => !arg.startsWith('--'))
  const file = given ?? workbenchFile
  const { html, parts } = await workbench()
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, html)
  const kB = (bytes: number): string => `${Math.round(bytes / 1000)} kB`.padStart(8)
  console.log(`${file}: ${kB(Buffer.byteLength(html)).trim()}, gzipped ${kB(gzipSync(html).length).trim()}`)
  if (process.argv.includes('--sizes'))
    for (const [name, part] of Object.entries(parts)) {
      console.log(`${name}: ${kB(Buffer.byteLength(part.code)).trim()}`)
      for (const [of, bytes] of sizes(part)) console.log(`${kB(bytes)}  ${of}`)
    }
}
