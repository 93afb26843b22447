/** Step 4: the report, all files, and one school in words. */
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { OutputView } from '../protocol'
import { sizeText, type View } from './context'
import { Downloads, useLinks } from './downloads'

/** Bytes of a report up to which it is shown without being asked for: a larger one keeps the page busy for seconds. */
const SHOWN_AT_ONCE = 3_000_000

export function Results({ view }: { view: View }) {
  const { now, words, say, tell } = view
  const { answer, outputs, zip } = now
  const large = (outputs.find(({ name }) => name === 'report.html')?.file.size ?? 0) > SHOWN_AT_ONCE
  const [asked, show] = useState<boolean | null>(null)
  const shown = asked ?? !large
  const links = useLinks(outputs)
  const packed = useLinks(useMemo(() => (zip === null ? [] : [zip]), [zip]))
  const report = useReport(outputs, links)
  if (answer === null) return null
  return (
    <section id="results" aria-labelledby="results-title">
      <h2 id="results-title" tabIndex={-1}>
        {words.steps.results}
      </h2>
      <p class="answer">{tell(answer.answer)}</p>
      <ul>
        {answer.grounds.map((text) => (
          <li key={text.en}>{tell(text)}</li>
        ))}
      </ul>
      {answer.warnings.length > 0 && (
        <div class="loud">
          <h3>{words.readFirst}</h3>
          <ul>
            {answer.warnings.map((text) => (
              <li key={text.en}>{tell(text)}</li>
            ))}
          </ul>
        </div>
      )}
      <p class="buttons">
        {report !== undefined && (
          <a class="button main" href={report} target="_blank" rel="noopener">
            {words.openReport}
          </a>
        )}
        {zip !== null && packed.has(zip.name) ? (
          <a class="button" href={packed.get(zip.name)} download={zip.name}>
            {words.allFiles} <span class="quiet">{sizeText(view, zip.file.size)}</span>
          </a>
        ) : (
          <span class="quiet">{words.packing}</span>
        )}
      </p>
      <Downloads view={view} links={links} />
      <Explain view={view} />
      <h3>{words.reportTitle}</h3>
      <p>
        <button type="button" onClick={() => show(!shown)}>
          {shown ? words.hideReport : words.showReport}
        </button>{' '}
        <span class="quiet">{say(words.took, { seconds: Math.ceil(answer.elapsedMs / 1000) })}</span>
      </p>
      {shown && report !== undefined && <iframe title={words.reportTitle} src={report} />}
    </section>
  )
}

/**
 * Address of the report as it is shown here: no files lie beside it, so its links lead to those of this page. A large one is
 * left as it is.
 */
function useReport(outputs: readonly OutputView[], links: ReadonlyMap<string, string>): string | undefined {
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    let made: string | undefined
    let over = false
    const file = outputs.find(({ name }) => name === 'report.html')?.file
    if (file === undefined || file.size > SHOWN_AT_ONCE) {
      setAddress(links.get('report.html'))
      return
    }
    void file.text().then((text) => {
      if (over) return
      made = URL.createObjectURL(new Blob([leadingHere(text, links)], { type: 'text/html' }))
      setAddress(made)
    })
    return () => {
      over = true
      setAddress(undefined)
      if (made !== undefined) URL.revokeObjectURL(made)
    }
  }, [outputs, links])
  return address
}

/** Links to files of the run take the file away; one to a folder leads nowhere and is none. Its script stays as it is. */
const leadingHere = (html: string, links: ReadonlyMap<string, string>): string =>
  html.replace(/<script[\s\S]*?<\/script>| href="([^"#:]+)"/g, (all: string, said: string | undefined) => {
    if (said === undefined) return all
    const name = decodeURI(said)
    const address = links.get(name)
    return address === undefined ? '' : ` href="${address}" download="${name.replace(/^.*\//, '')}"`
  })

function Explain({ view }: { view: View }) {
  const { session, now, words, tell } = view
  const [text, type] = useState('')
  const [unknown, setUnknown] = useState(false)
  const schools = now.answer?.schools ?? []
  const label = ({ id, name }: (typeof schools)[number]): string => (name === null ? id : `${name} (${id})`)
  const search = (event: Event): void => {
    event.preventDefault()
    const wanted = text.trim().toLowerCase()
    const found =
      schools.find((school) => label(school).toLowerCase() === wanted || school.id.toLowerCase() === wanted) ??
      schools.find((school) => wanted !== '' && label(school).toLowerCase().includes(wanted))
    setUnknown(found === undefined)
    if (found !== undefined) session.explain(found.id)
  }
  const told = now.explained
  const school = schools.find(({ id }) => id === told?.schoolId)
  return (
    <section aria-labelledby="explain-title">
      <h3 id="explain-title">{words.explain}</h3>
      <form class="line" onSubmit={search}>
        <label>
          <span>{words.explainHint}</span>
          <input
            type="text"
            list="schools"
            data-om="school"
            value={text}
            onInput={(event) => type(event.currentTarget.value)}
          />
        </label>
        <datalist id="schools">
          {schools.map((one) => (
            <option key={one.id} value={label(one)} />
          ))}
        </datalist>
        <button type="submit">{words.explainButton}</button>
      </form>
      <div role="status">
        {unknown && <p>{words.noSchool}</p>}
        {!unknown && told !== null && school !== undefined && (
          <div class="explained">
            <h4>{[label(school), school.municipality].filter(Boolean).join(', ')}</h4>
            {told.sections.map(({ heading, lines }) => (
              <div key={heading.en}>
                <h5>{tell(heading)}</h5>
                <ul>
                  {lines.map((line) => (
                    <li key={line.en}>{tell(line)}</li>
                  ))}
                </ul>
              </div>
            ))}
          </div>
        )}
      </div>
    </section>
  )
}
