/**
 * What is required of the method, whole: question, measure, what it must be, what was found, and the command that finds it. Measures
 * nothing: it reads what the other studies keep (`research/data`, `fixtures/validation`), each as of its own last run.
 *
 *   npx tsx research/requirements.ts --write
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DATA, publish, readStudy } from './study'

type Row = readonly [question: string, measure: string, must: string, found: string, met: string, command: string]

const verdict = (met: boolean): string => (met ? 'met' : '**not met**')
const numberIn = (text: string): number => Number(/-?\d+(?:\.\d+)?/.exec(text)?.[0])

/** Rows of a figure as objects; `null` where the study has not been run. */
function rowsOf(study: string, figure: string): { rows: Record<string, string>[]; command: string } | null {
  if (!existsSync(join(DATA, `${study}.json`))) return null
  const { made, figures } = readStudy(study)
  const { head, rows } = figures[figure]!
  const command = `\`${made.command.replace(' --write', '')}\` (${made.date}, ${made.commit})`
  return { command, rows: rows.map((cells) => Object.fromEntries(head.map((name, i) => [name, cells[i]!]))) }
}

const notRun = (question: string, measure: string, must: string, command: string): Row => [
  question,
  measure,
  must,
  'not measured here',
  '',
  command,
]

function honest(): Row {
  const folder = join(DATA, '..', '..', 'fixtures', 'validation')
  interface Band {
    readonly pupils: string
    readonly measured: number
    readonly below01: number
  }
  const cells = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => {
      const { detector, kinds } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as {
        detector: string
        kinds?: readonly { readonly bands: readonly Band[] }[]
      }
      return (kinds ?? []).flatMap(({ bands }) => bands.map((band) => ({ detector, ...band })))
    })
    .filter(({ measured }) => measured >= 1000)
    .map((cell) => ({ ...cell, share: cell.below01 / cell.measured }))
    .sort((a, b) => a.share - b.share)
  const [low, high] = [cells[0]!, cells.at(-1)!]
  const told = (of: typeof low): string => `${of.share.toFixed(4)} (\`${of.detector}\`, ${of.pupils})`
  const inside = cells.filter(({ share }) => share >= 0.005 && share <= 0.015).length
  return [
    'honest schools left alone',
    'share with p < .01, by detector and size band, honest simulated regions',
    '.005 - .015',
    `${inside} of ${cells.length} cells with 1 000 sittings or more inside; ${told(low)} to ${told(high)}`,
    verdict(inside === cells.length),
    '`npm run validate` (`fixtures/validation`)',
  ]
}

function reality(): Row[] {
  const detectors = rowsOf('real-region', 'detectors')
  const schools = rowsOf('real-region', 'schools')
  if (detectors === null || schools === null) return []
  const worst = (column: string) =>
    detectors.rows.reduce((a, b) => (numberIn(b[column]!) > numberIn(a[column]!) ? b : a))
  const [first, second] = [worst('p < .01'), worst('p < .001')]
  const share =
    100 * (numberIn(schools.rows[0]!['listed for signs']!) / numberIn(schools.rows[0]!['schools measured']!))
  return [
    [
      'the same in reality',
      'nothing put in, the worst detector: p < .01, p < .001',
      '<= .02, <= .004',
      `${first['p < .01']} (${first.detector}), ${second['p < .001']} (${second.detector})`,
      verdict(numberIn(first['p < .01']!) <= 0.02 && numberIn(second['p < .001']!) <= 0.004),
      detectors.command,
    ],
    [
      'the list is of sensible length',
      'schools listed for signs, all grades',
      '<= 7 %',
      schools.rows[0]!['listed for signs']!,
      verdict(share <= 7),
      schools.command,
    ],
  ]
}

function lists(): Row[] {
  const found = rowsOf('lists', 'lists')
  if (found === null) return []
  const rows = found.rows.filter((row) => row.manipulate !== '0')
  const told = (column: string): string => rows.map((row) => `${row[column]!} (${row.regions!})`).join('; ')
  const each = (column: string): number[] => rows.map((row) => numberIn(row[column]!))
  const [wrong, power] = [each('honest among the listed'), each('found')]
  return [
    [
      'the list can be trusted, and the promise is used',
      'honest among the listed at q = .10, simulated',
      '.03 - .10',
      told('honest among the listed'),
      Math.max(...wrong) > 0.1
        ? verdict(false)
        : Math.min(...wrong) < 0.03
          ? 'kept, not used up everywhere'
          : verdict(true),
      found.command,
    ],
    ['', 'power', '>= .60', told('found'), verdict(Math.min(...power) >= 0.6), found.command],
  ]
}

function injections(): Row[] {
  const found = rowsOf('injections', 'schools')
  const mid = found?.rows.find(({ strength }) => strength === 'mid')
  if (found === null || mid === undefined) return []
  const row = (measure: string, column: string, must: string, met: (x: number) => boolean): Row => [
    measure.startsWith('average') ? 'known manipulations in real papers, mid strength' : '',
    measure,
    must,
    mid[column]!,
    verdict(met(numberIn(mid[column]!))),
    found.command,
  ]
  return [
    row('average precision over schools', 'average precision', '>= .62', (x) => x >= 0.62),
    row('lifting found', 'lift', '>= .6', (x) => x >= 0.6),
    row('a few to the top found', 'top', '>= .4', (x) => x >= 0.4),
    row('nothing put in, of the listed', 'nothing put in, of the listed', '<= .20', (x) => x <= 0.2),
  ]
}

function enlace(): Row[] {
  const ranking = rowsOf('enlace-cohorts', 'ranking')
  const list = rowsOf('enlace-cohorts', 'list')
  if (ranking === null || list === null)
    return [
      notRun(
        'real ground truth',
        'ENLACE by grade',
        'AUC .88 / .955, AP .40 / .45',
        '`npx tsx research/enlace-cohorts.ts`',
      ),
    ]
  const [row] = ranking.rows
  const values = ['AUC, 30 % unreliable', 'AUC, 50 %', 'average precision, 30 %', 'average precision, 50 %'].map(
    (column) => row![column]!,
  )
  const wrong = list.rows[0]!.false!
  const least = [0.88, 0.955, 0.4, 0.45]
  return [
    [
      'real ground truth',
      'ENLACE by grade, >= 10 tested, >= 30 % / >= 50 % unreliable: AUC; average precision',
      '.88 / .955; .40 / .45',
      `${values[0]} / ${values[1]}; ${values[2]} / ${values[3]}`,
      verdict(values.every((value, k) => Number(value) >= least[k]!)),
      ranking.command,
    ],
    ['', 'false among grades with signs', '<= .25', wrong, verdict(Number(wrong) <= 0.25), list.command],
  ]
}

function simple(): Row[] {
  const found = rowsOf('quality', 'regions')
  if (found === null) return []
  const [row] = found.rows
  const times = numberIn(/\(([\d.]+) x\)/.exec(row!.usual!)?.[1] ?? '0')
  const real = rowsOf('injections', 'beside')
  const mid = real?.rows.find(({ strength }) => strength === 'mid')
  const timesReal = numberIn(mid?.['times the best in usual settings'] ?? '0')
  return [
    [
      'better than simple methods',
      'average precision against the best of five in usual settings, simulated',
      '>= 1.5 x',
      `${row!.monitor}: ${times} x`,
      verdict(times >= 1.5),
      found.command,
    ],
    ...(real === null || mid === undefined
      ? []
      : [
          [
            '',
            'the same, manipulations of mid strength in real papers',
            '>= 1.5 x',
            `${mid.ours}: ${timesReal} x`,
            verdict(timesReal >= 1.5),
            real.command,
          ] as const,
        ]),
  ]
}

function lone(): Row[] {
  const found = rowsOf('lone', 'sittings')
  if (found === null) return []
  const planted = rowsOf('lone', 'planted')!
  const kept = planted.rows.find(({ difference }) => Number(difference) >= -0.05)
  const behind = found.rows.filter(({ difference }) => Number(difference) < -0.05)
  return [
    [
      'a lone strong detector does not drown',
      'one sitting a school: average precision of p less that of the best detector alone, by mechanism',
      '>= -.05',
      behind.length === 0
        ? `${Math.min(...found.rows.map(({ difference }) => Number(difference)))} at the least`
        : behind.map(({ mechanism, difference }) => `${difference} (${mechanism})`).join(', '),
      verdict(behind.length === 0),
      found.command,
    ],
    [
      'a lone strong detector does not drown',
      'the same, one detector of honest schools planted at a mean z: from which height on',
      '>= -.05 where strong',
      kept === undefined
        ? 'at none'
        : `from ${kept['z planted']} on (${kept.difference}; most: ${kept['largest loss']})`,
      '',
      planted.command,
    ],
  ]
}

function halves(): Row[] {
  const found = rowsOf('halves', 'lists')
  if (found === null) return []
  const shares = found.rows
    .filter(({ split }) => split !== 'whole')
    .flatMap((row) => [row['listed in one half']!, row['in the other']!])
    .map((text) => numberIn(/\(([\d.]+) %\)/.exec(text)![1]!))
  return [
    [
      'small changes of the data do not move the list',
      'random halves of the real region: schools listed',
      'not from 3 to 18 %: <= 7 % in each',
      `${Math.min(...shares)} to ${Math.max(...shares)} % in ${shares.length} halves`,
      verdict(Math.max(...shares) <= 7),
      found.command,
    ],
  ]
}

function districts(): Row[] {
  const row = (
    study: string,
    figure: string,
    told: string,
    is: (row: Record<string, string>) => boolean,
    least: Least,
  ) => {
    const found = rowsOf(study, figure)
    const one = found?.rows.find(is)
    if (found === null || one === undefined) return []
    const [precision, power, wrong] = [one['average precision']!, one.power!, one['false discoveries']!]
    const met =
      numberIn(precision) >= least.precision && numberIn(power) >= 100 * least.power && numberIn(wrong) <= 100 * WRONG
    return [
      [
        least.question,
        `districts of 30 schools cut from a region, ${told}: average precision, power, false discoveries`,
        `${short(least.precision)}, ${short(least.power)}, <= ${short(WRONG)}`,
        `${precision}, ${power}, ${wrong}`,
        verdict(met),
        found.command,
      ] as const,
    ]
  }
  const alone = { question: 'small districts', precision: 0.56, power: 0.28 }
  const helped = { question: '', precision: 0.62, power: 0.4 }
  return [
    ...row('districts-cut', 'cut', 'alone', ({ yardstick }) => yardstick === 'groups', alone),
    ...row(
      'districts-reference',
      'reference',
      'with its reference',
      ({ schools, judged }) => schools === '30' && judged === 'with the reference',
      helped,
    ),
  ]
}

interface Least {
  readonly question: string
  readonly precision: number
  readonly power: number
}
const WRONG = 0.1
const short = (x: number): string => x.toFixed(2).replace('0.', '.')

const rows: Row[] = [
  honest(),
  ...reality(),
  ...lists(),
  ...injections(),
  ...halves(),
  ...enlace(),
  ...districts(),
  ...simple(),
  ...lone(),
]
publish('requirements', {
  table: { head: ['question', 'measure', 'must', 'found', '', 'command (day, commit)'], rows },
})
