/** How long the rest of a stage will take, at the speed so far. */
import type { Stage } from './protocol'

/** Nothing is promised before so much of the work and so many seconds. */
const LEAST_DONE = 0.03
const LEAST_SECONDS = 2

export class TimeLeft {
  private stage: Stage | null = null
  private begun = 0
  private mark = { at: 0, share: 0 }

  /**
   * @param share 0..1 of the work of the stage
   * @param now in seconds
   * @returns seconds; `null` = too early to tell
   */
  of(stage: Stage, share: number, now: number): number | null {
    if (stage !== this.stage) {
      this.stage = stage
      this.begun = now
      this.mark = { at: now, share: 0 }
    }
    if (share > this.mark.share) this.mark = { at: now, share }
    const passed = this.mark.at - this.begun
    if (this.mark.share < LEAST_DONE || passed < LEAST_SECONDS) return null
    return Math.max(0, (passed * (1 - this.mark.share)) / this.mark.share - (now - this.mark.at))
  }
}
