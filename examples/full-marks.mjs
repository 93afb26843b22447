// A detector of one's own: do suspiciously many pupils have exactly the highest score?
// It has its place in settings, evidence, list and reports like the built-in ones, in both languages.
// On the command line: objectivity-monitor run --detectors full-marks.mjs ... (docs/detectors/README.md)
// In a program: custom-detector.mjs
import { defineDetector, setting, whole } from 'objectivity-monitor'

export default defineDetector({
  meta: {
    id: 'full-marks',
    // A kind of sign of its own; one of the built-in kinds ('level', 'shape', ...) needs no name.
    family: 'ceiling',
    familyName: { en: 'highest scores', ru: 'высшие баллы' },
    scope: 'assessment',
    question: {
      en: 'Do many more pupils than elsewhere have the highest score?',
      ru: 'Не намного ли больше, чем в других школах, учеников с высшим баллом?',
    },
    needs: ['scoreCounts'],
    unit: { en: 'share of pupils', ru: 'доля учеников' },
    effectUnit: { en: 'pupils', ru: 'ученики' },
    sources: ['an example'],
    innocent: [{ en: 'Able pupils.', ru: 'Сильные ученики.' }],
    finding: { en: '{count} pupils have the highest score', ru: 'учеников с высшим баллом: {count}' },
  },
  // Stands in the settings under detectors.full-marks.
  options: {
    minimumPupils: setting(whole(1, 10_000), 10, {
      reason: 'Of fewer pupils a single one would be a tenth.',
      origin: 'ours',
      unit: 'pupils',
    }),
  },
  // A sentence for every reason why nothing is measured.
  reasons: { noScale: { en: 'the highest score is not known', ru: 'высший балл неизвестен' } },
  // One answer per sitting: measured with a p-value, or the reason why not.
  measure({ sittings, assessmentOf }) {
    const highest = assessmentOf.map(({ maxScore }) => maxScore)
    const tops = sittings.map(({ scoreCounts }, i) => scoreCounts[highest[i]] ?? 0)
    const share = tops.reduce((a, b) => a + b, 0) / sittings.reduce((a, s) => a + s.participants, 0)
    return sittings.map(({ participants }, i) =>
      highest[i] === null
        ? { outcome: 'undecided', reason: 'noScale' }
        : {
            outcome: 'measured',
            value: tops[i] / participants,
            effect: tops[i] - share * participants,
            p: poissonUpper(tops[i], share * participants),
            n: participants,
            details: { count: tops[i] },
          },
    )
  },
})

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
