/** What is wrong or should be known, at its place. */
import type { Remark } from '../protocol'
import type { View } from './context'

/** Remarks shown before the rest is folded. */
const SHOWN = 6

export function Remarks({ view, remarks }: { view: View; remarks: readonly Remark[] }) {
  const { words, tell, say } = view
  const sorted = withoutRepeated(remarks)
  if (sorted.length === 0) return null
  const item = ({ severity, text }: Remark) => (
    <li key={text.en} class={`remark ${severity}`}>
      <strong>{words.severity[severity]}:</strong> {tell(text)}
    </li>
  )
  return (
    <div class="remarks">
      <ul>{sorted.slice(0, SHOWN).map(item)}</ul>
      {sorted.length > SHOWN && (
        <details>
          <summary>{say(words.moreRemarks, { count: sorted.length - SHOWN })}</summary>
          <ul>{sorted.slice(SHOWN).map(item)}</ul>
        </details>
      )}
    </div>
  )
}

const ORDER = { error: 0, setAside: 1, note: 2 } as const

/** Each thing once, errors first. */
function withoutRepeated(remarks: readonly Remark[]): readonly Remark[] {
  const seen = new Map(remarks.map((remark) => [remark.text.en, remark]))
  return [...seen.values()].sort((a, b) => ORDER[a.severity] - ORDER[b.severity])
}
