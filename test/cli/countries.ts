import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const results = (region: string, schools: number, shift = 0): string =>
  [
    'school_id;subject;grade;year;score',
    ...Array.from({ length: schools }, (_, s) =>
      Array.from({ length: 12 }, (_, pupil) => `${region}${s};Математика;4;2021;${(7 * pupil + 3 * s + shift) % 21}`),
    ).flat(),
  ].join('\n')

/** Two regions: a file, and a folder with tables of its own. Tables of the country hold both, and a school of neither. */
export function countryIn(cwd: string): string {
  mkdirSync(join(cwd, 'regions', 'south'), { recursive: true })
  writeFileSync(join(cwd, 'regions', 'north.csv'), results('n', 12))
  writeFileSync(join(cwd, 'regions', 'south', 'papers.csv'), results('s', 10))
  const observed = Array.from({ length: 10 }, (_, s) => `s${s};${s === 0 ? 'нет' : 'да'}`)
  writeFileSync(join(cwd, 'regions', 'south', 'observers.csv'), ['school_id;observer', ...observed].join('\n'))
  writeFileSync(join(cwd, 'regions', 'south', 'letter.docx'), 'no table')
  const ids = [...Array.from({ length: 12 }, (_, s) => `n${s}`), ...Array.from({ length: 10 }, (_, s) => `s${s}`), 'x']
  writeFileSync(join(cwd, 'schools.csv'), ['school_id;name', ...ids.map((id) => `${id};School ${id}`)].join('\n'))
  return cwd
}
export const ARGS = ['--results', 'regions', '--schools', 'schools.csv', '--out', 'out']
