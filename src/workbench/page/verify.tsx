/** What came of rechecks, against the list of an earlier run or of this one. */
import type { Locale } from '../../model'
import type { View } from './context'
import { FileTable, useLinks } from './downloads'

export function Verify({ view, outputs }: { view: View; outputs: Locale }) {
  const { session, now, words, say, tell } = view
  const { verified } = now
  const links = useLinks(verified?.outputs ?? NONE)
  if (session.verifiable === null || session.rechecks.length === 0) return null
  const files = session.rechecks.map(({ path }) => session.nameOf(path)).join(', ')
  return (
    <section id="verify" aria-labelledby="verify-title">
      <h2 id="verify-title" tabIndex={-1}>
        {words.verify}
      </h2>
      <p>{say(words.verifyWhy, { files })}</p>
      <p>
        <button
          type="button"
          class="main"
          data-om="verify"
          disabled={now.state === 'running' || now.state === 'reading'}
          onClick={() => session.verify(outputs)}
        >
          {words.verifyButton}
        </button>
      </p>
      {verified !== null && (
        <>
          <pre>{tell(verified.text)}</pre>
          <p class="quiet">{words.verifyKeep}</p>
          <FileTable view={view} links={links} outputs={verified.outputs} />
        </>
      )}
    </section>
  )
}

const NONE = [] as const
