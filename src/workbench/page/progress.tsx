/** How far a long job has come, with the way to stop it. */
import { megabytes, type View } from './context'

export function ProgressBar({ view }: { view: View }) {
  const { session, now, words } = view
  const { progress } = now
  const stage = progress?.stage ?? (now.state === 'reading' ? 'looking' : 'peers')
  const counted = stage === 'peers' || stage === 'evidence' || progress === null || progress.total === 0
  const share = counted ? null : progress.done / progress.total
  return (
    <div class="progress">
      <label>
        <span>{words.stages[stage]}</span>
        <progress max={1} {...(share === null ? {} : { value: share })} />
      </label>
      <span class="quiet">
        {share === null ? '' : doneText(view, share)} {progress?.left == null ? '' : leftText(view, progress.left)}
      </span>
      <button type="button" data-om="cancel" onClick={() => session.cancel()}>
        {words.cancel}
      </button>
    </div>
  )
}

function doneText({ now: { progress }, words, say, locale }: View, share: number): string {
  if (progress?.stage !== 'looking' && progress?.stage !== 'reading')
    return say(words.percent, { done: Math.floor(share * 100) / 100 })
  const [done, total] = [progress.done, progress.total].map((bytes) => megabytes(bytes, locale))
  return say(words.bytes, { done: done!, total: total! })
}

/** Never more exact than it is. */
function leftText({ words, say }: View, seconds: number): string {
  if (seconds < 1) return words.nearly
  if (seconds >= 90) return say(words.minutesLeft, { minutes: Math.ceil(seconds / 60) })
  return say(words.secondsLeft, { seconds: seconds < 10 ? Math.ceil(seconds) : 5 * Math.ceil(seconds / 5) })
}
