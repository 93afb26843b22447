/** What the office says of the documents that it signs. */
import type { Office } from '../../outputs'
import type { View } from './context'

/** All that is text; whether codes of pupils are written stays with `objectivity.json`. */
type Field = Exclude<keyof Office, 'pupilCodes'>

export function OfficeFields({ view: { session, now, words } }: { view: View }) {
  const office = (now.options.office ?? {}) as Office
  return (
    <details>
      <summary>{words.office}</summary>
      <p class="quiet">{words.officeWhy}</p>
      <div class="settings">
        {(Object.entries(words.officeFields) as [Field, string][]).map(([name, title]) => (
          <label key={name} class="setting">
            <span class="title">{title}</span>
            <input
              type="text"
              data-om={`office.${name}`}
              disabled={now.state === 'running'}
              value={office[name] ?? ''}
              onChange={(event) => session.set(['office', name], event.currentTarget.value.trim() || undefined)}
            />
          </label>
        ))}
      </div>
    </details>
  )
}
