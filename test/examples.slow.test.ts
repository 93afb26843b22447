import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { simulateRegion } from '../src/simulate'
import { alias, root } from './sources'

/**
 * The examples import the package by its name. Here the name means the sources: bundled per example, so that what is
 * tested is what stands in this checkout.
 */
const folder = mkdtempSync(join(tmpdir(), 'examples-'))
const bundle = async (entry: string, platform: 'node' | 'browser'): Promise<string> => {
  const outfile = join(folder, entry.replace(/\.\w+$/, '.bundle.mjs'))
  const source = readFileSync(join(root, 'examples', entry), 'utf8')
  const contents = platform === 'browser' ? source.match(/<script type="module">([\s\S]*?)<\/script>/)![1]! : source
  await build({
    stdin: { contents, resolveDir: join(root, 'examples'), sourcefile: entry },
    bundle: true,
    format: 'esm',
    platform,
    alias,
    ...(platform === 'node' ? { packages: 'external' as const } : {}),
    outfile,
    logLevel: 'silent',
  })
  return outfile
}
const node = (script: string): string => execFileSync('node', [script], { cwd: root, encoding: 'utf8' })

beforeAll(() => {
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('examples', () => {
  it('analytics.mjs prints the head of the list and compares peers', async () => {
    const lines = node(await bundle('analytics.mjs', 'node'))
      .trim()
      .split('\n')
    expect(lines[0]).toMatch(/^\d+ of 120 schools to recheck$/)
    expect(lines[1]).toMatch(/^1 edu99\d{4} signs\+noObserver strong /)
    expect(lines.at(-1)).toMatch(/^signs: \d+ with peer groups, \d+ without, \d+ both$/)
  })

  it('custom-detector.mjs takes part like the built-in ones', async () => {
    const [detectors, header] = node(await bundle('custom-detector.mjs', 'node'))
      .trim()
      .split('\n')
    expect(detectors!.split(' ')).toEqual(expect.arrayContaining(['high-level', 'full-marks']))
    expect(header).toContain('school_id')
  })

  it('server.mjs answers with the list, the report, and a mistake in words, and while a run goes on', async () => {
    const { server } = await import(await bundle('server.mjs', 'node'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const post = (path: string, body: unknown) => fetch(url + path, { method: 'POST', body: JSON.stringify(body) })
    const results = Array.from({ length: 200 }, (_, i) => ({ school_id: `s${i % 20}`, subject: 'x', score: i % 7 }))
    const observers = [{ school_id: 's1', observer: 'no' }]
    try {
      const list = (await (await post('/recheck', { tables: { results, observers } })).json()) as { schoolId: string }[]
      expect(list.map(({ schoolId }) => schoolId)).toContain('s1')
      const page = await (await post('/report', { tables: { results } })).text()
      expect(page).toMatch(/^<!doctype html>/i)
      const mistake = await post('/recheck', { tables: { results: [{ school: 's1', points: 3 }] } })
      expect(mistake.status).toBe(400)
      expect(await mistake.text()).toContain('no column was recognised as subject')
      const nothing = await post('/recheck', { results })
      expect([nothing.status, await nothing.text()]).toEqual([
        400,
        expect.stringContaining('“tables” cannot be undefined'),
      ])
      expect((await fetch(`${url}/recheck`)).status).toBe(405)
      expect((await fetch(url)).status).toBe(404)

      // The loop is free while a run goes on: what is asked after the run has begun is answered before it ends.
      const begun = once(process, 'worker')
      const order: string[] = []
      const run = post('/recheck', { tables: simulateRegion({ seed: 3, schools: 60 }).tables }).then(async (answer) => {
        expect(answer.status).toBe(200)
        order.push('list')
      })
      await begun
      await fetch(url)
      order.push('another')
      await run
      expect(order).toEqual(['another', 'list'])
    } finally {
      server.close()
    }
  })

  it('embed.html bundles for a browser', async () => {
    const code = readFileSync(await bundle('embed.html', 'browser'), 'utf8')
    expect(code).not.toMatch(/from\s*"node:/)
    expect(code).toContain('srcdoc')
  })
})
