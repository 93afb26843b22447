// A detector of one's own: do suspiciously many pupils have exactly the highest score?
// It gets its place in evidence, list and reports like the built-in ones.
import { monitor } from 'objectivity-monitor'
import { toRecheckCsv } from 'objectivity-monitor/report'
import { simulateRegion } from 'objectivity-monitor/simulate'

const fullMarks = {
  meta: {
    id: 'full-marks',
    family: 'shape',
    scope: 'assessment',
    question: {
      en: 'Do many more pupils than elsewhere have the highest score?',
      ru: 'Не намного ли больше, чем в других школах, учеников с высшим баллом?',
    },
    needs: ['scoreCounts'],
    unit: 'share of pupils',
    effectUnit: 'pupils',
    sources: ['an example'],
    innocent: [{ en: 'Able pupils.', ru: 'Сильные ученики.' }],
    finding: { en: '{count} pupils have the highest score', ru: 'учеников с высшим баллом: {count}' },
  },
  minimumPupils: () => 10,
  // One answer per sitting: measured with a p-value, or the reason why not.
  measure({ sittings, assessmentOf }) {
    const tops = sittings.map(({ scoreCounts }, i) => scoreCounts[assessmentOf[i].maxScore] ?? 0)
    const share = tops.reduce((a, b) => a + b, 0) / sittings.reduce((a, s) => a + s.participants, 0)
    return sittings.map(({ participants }, i) => ({
      outcome: 'measured',
      value: tops[i] / participants,
      effect: tops[i] - share * participants,
      p: poissonUpper(tops[i], share * participants),
      n: participants,
      details: { count: tops[i] },
    }))
  },
}

/** P(X >= count) of a Poisson distribution. */
function poissonUpper(count, mean) {
  let below = 0
  let term = Math.exp(-mean)
  for (let k = 0; k < count; k++) {
    below += term
    term *= mean / (k + 1)
  }
  return Math.min(1, Math.max(0, 1 - below))
}

const { tables } = simulateRegion({ seed: 5, schools: 60 })
const result = monitor(tables, { seed: 1 }, { detectors: [fullMarks] })
console.log(result.detectors.map(({ id }) => id).join(' '))
console.log(toRecheckCsv(result, { locale: 'en' }).split('\r\n').slice(0, 3).join('\n'))
