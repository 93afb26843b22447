/** What all rows gave: schools compared by, observers, what is missing, what schools must mend. */
import type { ObserversView, ReadView } from '../protocol'
import { megabytes, type View } from './context'

export function ReadTold({ view }: { view: View }) {
  const { session, now, words, say, tell, locale } = view
  const { read } = now
  const bytes = session.tables.reduce((sum, { file }) => sum + file.size, 0)
  if (read === null)
    return now.state !== 'understood' ? null : (
      <p>
        {say(words.readAllWhy, { size: megabytes(bytes, locale) })}{' '}
        <button type="button" data-om="read" onClick={() => session.readAll()}>
          {words.readAll}
        </button>
      </p>
    )
  const { missing, faults } = read
  return (
    <>
      <Compared view={view} read={read} />
      {read.observers.length > 0 && (
        <section aria-labelledby="observers-title">
          <h3 id="observers-title">{words.observers}</h3>
          {read.observers.map((of) => (
            <Observers key={of.file} view={view} of={of} />
          ))}
        </section>
      )}
      {missing.length > 0 && (
        <section aria-labelledby="missing-title">
          <h3 id="missing-title">{words.missing}</h3>
          <ul>
            {missing.map((text) => (
              <li key={text.en}>{tell(text)}</li>
            ))}
          </ul>
        </section>
      )}
      {faults.length > 0 && (
        <section aria-labelledby="faults-title">
          <h3 id="faults-title">{words.faults}</h3>
          <p class="quiet">{words.faultsWhy}</p>
          <ul>
            {faults.map((text) => (
              <li key={text.en}>{tell(text)}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function Compared({ view, read }: { view: View; read: ReadView }) {
  const { session, now, words, tell } = view
  const { concepts, conceptsLeftOut } = read
  const peers = now.options.peers as
    | { readonly variables?: Readonly<Record<string, { readonly role?: string }>> }
    | undefined
  return (
    <section aria-labelledby="compared-title">
      <h3 id="compared-title">{words.compared}</h3>
      {concepts.length === 0 ? (
        <p>{words.comparedByNothing}</p>
      ) : (
        <>
          <p class="quiet">{words.comparedWhy}</p>
          <ul class="concepts">
            {concepts.map(({ name, label, columns }) => (
              <li key={name}>
                <label class="check">
                  <input
                    type="checkbox"
                    checked={peers?.variables?.[name]?.role !== 'ignore'}
                    onChange={(event) =>
                      session.set(
                        ['peers', 'variables', name, 'role'],
                        event.currentTarget.checked ? undefined : 'ignore',
                      )
                    }
                  />
                  <span>
                    {tell(label)}{' '}
                    <span class="quiet">{columns.filter((column) => column !== tell(label)).join(', ')}</span>
                  </span>
                </label>
              </li>
            ))}
          </ul>
        </>
      )}
      {conceptsLeftOut.length > 0 && (
        <details>
          <summary>{words.notCompared}</summary>
          <ul>
            {conceptsLeftOut.map((text) => (
              <li key={text.en}>{tell(text)}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

/** Different texts that are shown of a table of observers. */
const TEXTS = 20

function Observers({ view, of }: { view: View; of: ObserversView }) {
  const { words, say } = view
  const { present, absent, unknown, notUnderstood } = of
  return (
    <>
      <p>
        {of.file}. {say(words.observerCounts, { present, absent, unknown, notUnderstood })}
      </p>
      {of.emptyMeans === 'absent' && <p class="remark note">{words.emptyIsAbsent}</p>}
      <table class="narrow">
        <thead>
          <tr>
            <th>{words.observerWord}</th>
            <th>{words.observerTaken}</th>
            <th>{words.cells}</th>
          </tr>
        </thead>
        <tbody>
          {of.words.slice(0, TEXTS).map(({ found, count, taken }) => (
            <tr key={found} class={taken === 'notUnderstood' ? 'unread' : ''}>
              <th scope="row">{found === '' ? words.emptyCell : found}</th>
              <td>{words.taken[taken]}</td>
              <td>{count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
