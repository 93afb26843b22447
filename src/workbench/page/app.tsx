/** The page: four steps under each other, from files to report. */
import { useEffect, useState } from 'preact/hooks'
import type { Locale } from '../../model'
import type { Session, Snapshot } from '../session'
import { viewOf } from './context'
import { Files } from './files'
import { Results } from './results'
import { Run } from './run'
import { Understood } from './understood'
import { Verify } from './verify'

/** The language of the browser, English where it is none of ours. */
export const localeOf = (languages: readonly string[]): Locale =>
  languages.some((language) => /^(?:ru|be|kk|uk)\b/i.test(language)) ? 'ru' : 'en'

export function App({ session, first }: { session: Session; first: Locale }) {
  const [now, setNow] = useState<Snapshot>(session.snapshot)
  const [locale, setLocale] = useState(first)
  const [outputs, chooseOutputs] = useState<Locale | null>(null)
  useEffect(() => session.subscribe(() => setNow(session.snapshot)), [session])
  useEffect(() => {
    document.documentElement.lang = locale
  }, [locale])
  const view = viewOf(session, now, locale)
  const { words } = view
  useEffect(() => {
    document.title = words.title
  }, [words])
  useEffect(() => {
    if (now.state !== 'done') return
    // What was pressed is gone: whoever goes by keyboard, or listens, goes on from here.
    const title = document.getElementById('results-title') ?? document.getElementById('verify-title')
    title?.focus({ preventScroll: true })
    title?.scrollIntoView({ block: 'start' })
  }, [now.state])
  const computes = session.tables.length > 0 && !session.onlyRechecks
  const language = outputs ?? (now.options.locale as Locale | undefined) ?? locale
  return (
    <>
      <header>
        <div class="top">
          <h1>{words.title}</h1>
          <Languages {...{ locale, setLocale }} label={words.language} />
        </div>
        <p class="private">{words.private}</p>
        <Steps {...{ now }} words={words} />
        <p class="away" role="status" data-om="state" data-value={now.state}>
          {words.states[now.state]}
        </p>
      </header>
      <main>
        {now.broken !== null && (
          <div class="loud">
            <p>{words.broken}</p>
            <pre>{now.broken}</pre>
          </div>
        )}
        <Files view={view} />
        {computes && <Understood view={view} />}
        {computes && <Run view={view} outputs={language} chooseOutputs={chooseOutputs} />}
        <Verify view={view} outputs={language} />
        <Results view={view} />
      </main>
    </>
  )
}

function Languages({ locale, setLocale, label }: { locale: Locale; setLocale: (to: Locale) => void; label: string }) {
  const button = (to: Locale, name: string) => (
    <button type="button" class="link" lang={to} aria-pressed={to === locale} onClick={() => setLocale(to)}>
      {name}
    </button>
  )
  return (
    // biome-ignore lint/a11y/useSemanticElements: two buttons of the page's head are no form
    <div class="languages" role="group" aria-label={label}>
      {button('ru', 'Русский')} {button('en', 'English')}
    </div>
  )
}

function Steps({ now, words }: { now: Snapshot; words: ReturnType<typeof viewOf>['words'] }) {
  const at = { idle: 0, reading: 1, understood: 1, failed: 1, running: 2, done: 3 }[now.state]
  return (
    <nav aria-label={words.stepsLabel}>
      <ol class="steps">
        {(['files', 'understood', 'run', 'results'] as const).map((name, i) => (
          <li key={name}>
            {i <= at || (i === 2 && at === 1) ? (
              <a href={`#${name}`} {...(i === at ? { 'aria-current': 'step' as const } : {})}>
                {words.steps[name]}
              </a>
            ) : (
              <span>{words.steps[name]}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}
