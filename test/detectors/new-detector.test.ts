/** `npm run new:detector`, in a copy of the rooms that it writes to. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { newDetector, stepsAfter } from '../../scripts/new-detector'
import { calibrationProblems, readCalibration } from '../../scripts/validate/calibration'
import type { Detector } from '../../src/detectors'
import { folders } from '../folders'
import { root } from '../sources'

const folder = folders('new-detector-')

/** The sources as links, the list of detectors as a copy. */
function copy(): string {
  const own = folder()
  mkdirSync(join(own, 'src/detectors'), { recursive: true })
  const link = (path: string): void => {
    for (const name of readdirSync(join(root, path)))
      if (!existsSync(join(own, path, name))) symlinkSync(join(root, path, name), join(own, path, name))
  }
  copyFileSync(join(root, 'src/detectors/index.ts'), join(own, 'src/detectors/index.ts'))
  link('src/detectors')
  link('src')
  return own
}
const indexOf = (own: string): string => readFileSync(join(own, 'src/detectors/index.ts'), 'utf8')

describe('new:detector', () => {
  it('writes a whole detector, its line in the list, its page and its test', async () => {
    const own = copy()
    expect(newDetector('steep-end', own)).toEqual([
      'src/detectors/steep-end.ts',
      'docs/detectors/steep-end.md',
      'test/detectors/steep-end.test.ts',
      'src/detectors/index.ts',
    ])
    const added = indexOf(own)
      .split('\n')
      .filter((line) => line.includes('steepEnd'))
    expect(added).toEqual(["import { steepEnd } from './steep-end'", '  steepEnd,'])
    expect(indexOf(own).replace(`${added[0]}\n`, '').replace(`${added[1]}\n`, '')).toBe(indexOf(root))

    const outfile = join(own, 'bundle.mjs')
    const entryPoints = [join(own, 'src/detectors/index.ts')]
    await build({ entryPoints, outfile, bundle: true, format: 'esm', platform: 'node', logLevel: 'silent' })
    const { builtInDetectors } = (await import(pathToFileURL(outfile).href)) as { builtInDetectors: Detector[] }
    expect(builtInDetectors.at(-1)!.meta.id).toBe('steep-end')
  })

  it.each(['aaa', 'zzz', 'm'])('puts the import of %s where it belongs', (id) => {
    const own = copy()
    newDetector(id, own)
    const paths = [...indexOf(own).matchAll(/^import .* from '\.\/(.*)'$/gm)].map(([, path]) => path)
    expect(paths).toContain(id)
    expect(paths).toEqual(paths.toSorted())
  })

  it('leaves what is to be written to be refused: the page without a figure, the detector without a calibration', () => {
    const own = copy()
    newDetector('steep-end', own)
    const page = readFileSync(join(own, 'docs/detectors/steep-end.md'), 'utf8')
    for (const part of [/Question\./, /computed/, /does not answer/, /\bR\b/, /Excel/, /Limits/])
      expect(page).toMatch(part)
    expect(page).toContain('```r\n```')
    expect(readFileSync(join(own, 'test/detectors/steep-end.test.ts'), 'utf8')).toContain('p: Number.NaN')
    expect(calibrationProblems('steep-end', readCalibration('steep-end'), 'now')).toHaveLength(1)
    expect(stepsAfter('steep-end')).toContain('npm run validate -- --stale --only steep-end')
  })

  it.each(['Steep', 'steep_end', '', '../steep', 'low-spread', 'runner', 'index'])(
    'refuses %j and writes nothing',
    (id) => {
      const own = copy()
      expect(() => newDetector(id, own)).toThrow()
      expect(indexOf(own)).toBe(indexOf(root))
      expect(existsSync(join(own, 'docs'))).toBe(false)
    },
  )
})
