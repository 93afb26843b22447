/** A result in which one hostile text stands in every field that can hold text from the data, a detector or a setting. */
import type { Details, MonitorResult, ProblemCode, Reason, TableKind, WarningCode } from '../../src/model'
import { exampleResult, signal } from './example-result'

export const MARKUP: readonly string[] = [
  '<script>alert(1)</script>',
  '</script><script>alert(1)</script>',
  '</style><img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  '<!--',
  '-->',
  '<!--<script>',
  '&lt;script&gt;',
  'javascript:alert(1)',
  '\u0000<b>',
  ']]><b>',
]
export const FORMULAS: readonly string[] = ['=1+1', '+1+1', '-1+1', '@SUM(A1)', '\t=1+1', '\r=1+1', 'a;=1+1', 'a\n=1+1']
/** They end a line for some readers, also inside a string of JavaScript. */
export const SEPARATORS: readonly string[] = ['до\u2028после', 'до\u2029после']
/** Marks that reorder what stands after them, one of them never closed, another closing what it did not open. */
export const DIRECTIONS: readonly string[] = [
  'exe.\u202eтекст',
  '\u2066а\u2067б\u2068в',
  'а\u2069б\u202cв',
  '\u202aа\u202bб\u202dв',
  '\u200eа\u200fб\u061cв',
]
/** Letters that are written from right to left need no marks to reorder. */
export const RIGHT_TO_LEFT = 'בית ספר 17'
export const REASON = `${'Очень длинная причина. '.repeat(450)}`.slice(0, 10_000)
export const LONG: readonly string[] = ['Ш'.repeat(10_000), REASON]

export function hostileResult(attack: string): MonitorResult {
  const result = exampleResult()
  return {
    ...result,
    tool: { name: attack, version: attack },
    input: {
      ...result.input,
      fingerprint: attack,
      files: [
        {
          ...result.input.files[0]!,
          file: attack,
          kind: attack as TableKind,
          layout: attack,
          layoutTitle: { en: attack, ru: attack },
          ignoredColumns: [attack],
        },
      ],
    },
    settings: { [attack]: attack },
    region: {
      ...result.region,
      observers: {
        ...{ observed: 1, absent: 1, unknown: 1, conflictOfInterest: 0, partlyObserved: 0 },
        cost: { sittings: 1, papersToRecheck: 1, allPapers: 1 },
        municipalities: [{ municipality: attack, sittings: 2, observed: 1 }],
        effects: [{ peerGroup: attack, observed: 1, unobserved: 1, effect: -1, low: -2, high: 1 }],
        controlled: null,
      },
      contextIndex: { explained: 0.5, social: 0.7, loadings: [{ column: attack, level: attack, loading: 1 }] },
      warnings: [{ code: attack as WarningCode, details: { [attack]: attack } }],
    },
    peerGroups: ['A', 'B'].map((id) => ({
      ...result.peerGroups[0]!,
      id,
      label: { en: attack, ru: attack },
      profile: { [attack]: attack },
    })),
    assessments: result.assessments.map((a) => ({
      ...a,
      ...{ subject: attack, levels: ['2', attack], itemLabels: [attack], skills: [[{ code: attack, name: attack }]] },
    })),
    detectors: result.detectors.map((d) => ({
      ...d,
      question: { en: attack, ru: attack },
      finding: { en: `${attack} {mean}`, ru: attack },
      innocent: [{ en: attack, ru: attack }],
      sources: [attack],
      needs: [attack],
      family: attack,
    })),
    schools: result.schools.map((s, i) => ({
      ...s,
      schoolId: attack + s.schoolId,
      name: attack,
      municipality: attack,
      families: { [attack]: 0.1 },
      officialMarkers: [attack],
      context: [i, i % 2],
      contextIndex: i,
      peerGroup: 'A',
    })),
    sittings: result.sittings.map((s, i) => ({
      ...s,
      schoolId: attack + s.schoolId,
      subject: attack,
      class: attack,
      unobservedClasses: [attack],
      ...(i % 2 === 0 ? { levelCounts: [3, 4] } : { scoreCounts: [1, 2, 3] }),
      signals: [
        signal({ details: { mean: attack } }),
        signal({ detector: attack, details: { [attack]: attack } }),
        signal({ outcome: 'failed', p: null, reason: attack, unit: attack }),
        signal({ outcome: 'failed', p: null, reason: 'threw', details: { message: attack } }),
      ],
    })),
    recheck: result.recheck.map((e) => ({
      ...e,
      schoolId: attack + e.schoolId,
      name: attack,
      municipality: attack,
      peerGroup: attack,
      reasons: [
        { code: attack, details: { subject: attack, class: attack, [attack]: attack } as Details },
        { code: 'high-level', details: { subject: attack, mean: attack } },
      ] satisfies Reason[],
    })),
    fairness: (['settlement', 'municipality'] as const).map((dimension) => ({
      ...{ dimension, value: attack, schools: 2, signs: 1, share: 0.5, low: 0.1, high: 0.9, listed: 1 },
    })),
    support: [
      {
        schoolId: attack,
        reasons: [{ code: attack, details: { [attack]: attack } }],
        items: [{ sitting: 0, class: attack, participants: 20, weak: [{ item: 0, share: 0.1, others: 0.5 }] }],
      },
    ],
    problems: result.problems.map((p) => ({
      ...{ ...p, code: attack as ProblemCode, file: attack, column: attack, found: attack, expected: attack },
    })),
    warnings: [
      { code: attack as WarningCode, details: { [attack]: attack } },
      { code: 'outcomeInContext', details: { column: attack } },
    ],
  }
}
