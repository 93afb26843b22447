/** Step 3: the few settings that people change, and the run. */
import type { Locale } from '../../model'
import type { View } from './context'
import { OfficeFields } from './office'
import { ProgressBar } from './progress'

interface RunProps {
  readonly view: View
  readonly outputs: Locale
  readonly chooseOutputs: (locale: Locale) => void
}

export function Run({ view, outputs, chooseOutputs }: RunProps) {
  const { session, now, words } = view
  const running = now.state === 'running'
  const ready = now.state === 'understood' || now.state === 'done'
  return (
    <section id="run" aria-labelledby="run-title">
      <h2 id="run-title">{words.steps.run}</h2>
      <div class="settings">
        <Setting
          view={view}
          title={words.budget}
          why={words.budgetWhy}
          path={['budget']}
          least={0}
          most={100_000_000}
          placeholder={words.noLimit}
        />
        <label class="setting">
          <span class="title">{words.outputLanguage}</span>
          <select data-om="locale" onChange={(event) => chooseOutputs(event.currentTarget.value as Locale)}>
            <option value="ru" selected={outputs === 'ru'}>
              Русский
            </option>
            <option value="en" selected={outputs === 'en'}>
              English
            </option>
          </select>
        </label>
      </div>
      <OfficeFields view={view} />
      <details>
        <summary>{words.more}</summary>
        <div class="settings">
          <Choice
            view={view}
            title={words.method}
            why={words.methodWhy}
            path={['peers', 'method']}
            choices={words.methods}
          />
          <Choice view={view} title={words.grain} why={words.grainWhy} path={['grain']} choices={words.grains} />
          <Choice
            view={view}
            title={words.papers}
            why={words.papersWhy}
            path={['recheck', 'papers']}
            choices={words.papersChoices}
          />
          <Setting
            view={view}
            title={words.controlShare}
            why={words.controlShareWhy}
            path={['recheck', 'controlShare']}
            least={0}
            most={50}
            scale={100}
            placeholder="15"
          />
          <Setting
            view={view}
            title={words.seed}
            why={words.seedWhy}
            path={['seed']}
            least={0}
            most={4_294_967_295}
            placeholder="1"
          />
        </div>
      </details>
      {running ? (
        <ProgressBar view={view} />
      ) : (
        <p>
          <button type="button" class="main large" data-om="run" disabled={!ready} onClick={() => session.run(outputs)}>
            {now.state === 'done' ? words.runAgain : words.runButton}
          </button>
        </p>
      )}
      {now.state === 'failed' && now.broken === null && <p class="remark error">{words.cannotRun}</p>}
      {Object.keys(now.options).length > 0 && <Keep view={view} />}
    </section>
  )
}

function Keep({ view: { session, words } }: { view: View }) {
  const save = (): void => {
    const url = URL.createObjectURL(new Blob([session.settingsText()], { type: 'application/json' }))
    const link = Object.assign(document.createElement('a'), { href: url, download: 'objectivity.json' })
    link.click()
    setTimeout(() => URL.revokeObjectURL(url), 10_000)
  }
  return (
    <p>
      <button type="button" data-om="keep" onClick={save}>
        {words.keep}
      </button>{' '}
      <span class="quiet">{words.keepWhy}</span>
    </p>
  )
}

interface SettingProps {
  readonly view: View
  readonly title: string
  readonly why: string
  readonly path: readonly string[]
}

const valueAt = (options: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((at, name) => (at as Readonly<Record<string, unknown>> | undefined)?.[name], options)

/** A number of the settings; empty = its default. */
function Setting({
  view: { session, now },
  title,
  why,
  path,
  least,
  most,
  scale = 1,
  placeholder,
}: SettingProps & { least: number; most: number; scale?: number; placeholder: string }) {
  const value = valueAt(now.options, path)
  return (
    <label class="setting">
      <span class="title">{title}</span>
      <input
        type="number"
        min={least}
        max={most}
        step={1}
        data-om={path.join('.')}
        placeholder={placeholder}
        disabled={now.state === 'running'}
        value={typeof value === 'number' ? Math.round(value * scale) : ''}
        onChange={(event) => {
          const text = event.currentTarget.value.trim()
          if (event.currentTarget.checkValidity()) session.set(path, text === '' ? undefined : Number(text) / scale)
        }}
      />
      <span class="quiet">{why}</span>
    </label>
  )
}

function Choice({
  view: { session, now },
  title,
  why,
  path,
  choices,
}: SettingProps & { choices: Readonly<Record<string, string>> }) {
  const [first] = Object.keys(choices)
  const value = (valueAt(now.options, path) as string | undefined) ?? first
  return (
    <label class="setting">
      <span class="title">{title}</span>
      <select
        data-om={path.join('.')}
        disabled={now.state === 'running'}
        onChange={(event) =>
          session.set(path, event.currentTarget.value === first ? undefined : event.currentTarget.value)
        }
      >
        {Object.entries(choices).map(([name, text]) => (
          <option key={name} value={name} selected={name === value}>
            {text}
          </option>
        ))}
      </select>
      <span class="quiet">{why}</span>
    </label>
  )
}
