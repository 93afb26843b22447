/** How far a long job has come: told while the detectors look, which takes most of its time. */
import type { Detector } from './detectors'
import type { MonitorInput } from './model'

export interface Progress {
  readonly stage: 'peers' | 'detectors' | 'evidence'
  /** Share 0..1 of the looks of this stage. */
  readonly done: number
  /**
   * Share 0..1 of the sittings that every detector has seen: assessments cost about the same per sitting, detectors do
   * not, so that only this share tells how long the rest will take.
   */
  readonly settled: number
}

/** The same detectors; every look is told when it is done. */
export function watched(
  detectors: readonly Detector[],
  { sittings }: Pick<MonitorInput, 'sittings'>,
  tell: ((progress: Progress) => void) | undefined,
): readonly Detector[] {
  if (tell === undefined) return detectors
  const sizes = new Map<string, number>()
  for (const { assessmentId } of sittings) sizes.set(assessmentId, (sizes.get(assessmentId) ?? 0) + 1)
  const looks = detectors.length * sittings.length
  let [looked, settled] = [0, 0]
  let current: string | null = null
  return detectors.map((detector) => ({
    ...detector,
    measure: (view) => {
      const assessment = detector.meta.scope === 'region' ? null : (view.sittings[0]?.assessmentId ?? null)
      if (assessment !== null && assessment !== current) {
        settled += current === null ? 0 : (sizes.get(current) ?? 0)
        current = assessment
      }
      const outcomes = detector.measure(view)
      looked += view.sittings.length
      tell({ stage: 'detectors', done: looked / looks, settled: settled / sittings.length })
      return outcomes
    },
  }))
}
