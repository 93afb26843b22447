/** Step 2: what every file was taken for, to be checked and mended. */
import type { Said, TableName } from '../../model'
import { INSPECTION } from '../../words/input'
import { KIND } from '../../words/terms'
import { saidOf } from '../mapping'
import type { FileView, ReadView, Remark, SheetView, TableView } from '../protocol'
import { ReadTold } from './all-rows'
import type { View } from './context'
import { Folded } from './folded'
import { ProgressBar } from './progress'
import { Remarks } from './remarks'
import { type Shown, TableDetails } from './table'

const TABLES: readonly TableName[] = [
  'results',
  'schools',
  'observers',
  'participation',
  'assessments',
  'rechecks',
  'earlier',
  'codifier',
]

export function Understood({ view }: { view: View }) {
  const { session, now, words } = view
  const views = new Map(now.views.map((of) => [of.path, of]))
  const named = new Set(session.tables.map(({ path }) => session.nameOf(path)))
  const inFiles = ({ file }: Remark): boolean => file !== null && [...named].some((name) => isOf(file, name))
  const rest = [...now.remarks, ...(now.read?.remarks ?? [])].filter((remark) => !inFiles(remark))
  return (
    <section id="understood" aria-labelledby="understood-title">
      <h2 id="understood-title">{words.steps.understood}</h2>
      {now.state === 'reading' && <ProgressBar view={view} />}
      <Verdict view={view} />
      <Remarks view={view} remarks={rest} />
      <div class="tables">
        {session.tables.map(({ path }, i) => (
          <FileTables key={path} view={view} id={idOf(i)} path={path} file={views.get(path)} />
        ))}
      </div>
      <ReadTold view={view} />
    </section>
  )
}

/** What is to be done next, before the files one by one. */
function Verdict({ view }: { view: View }) {
  const { session, now, words, say, tell } = view
  const { read } = now
  const views = new Map(now.views.map((of) => [of.path, of]))
  const files = session.tables.map(({ path }, i) => ({ name: session.nameOf(path), i, of: views.get(path) }))
  const told = [...now.remarks, ...(read?.remarks ?? [])]
  const wrong = files.filter(({ name, of }) =>
    [...told, ...(of?.remarks ?? [])].some(
      ({ severity, file }) => severity === 'error' && file !== null && isOf(file, name),
    ),
  )
  const unread = files.filter(
    (one) =>
      !wrong.includes(one) &&
      one.of?.sheets.some(({ leftOut }) => leftOut === 'notUnderstood' || leftOut === 'otherFlag') === true,
  )
  const links = (of: typeof files) =>
    of.map(({ name, i }) => (
      <>
        {' '}
        <a href={`#${idOf(i)}`}>{name}</a>
      </>
    ))
  return (
    <>
      {now.state === 'failed' && wrong.length > 0 && (
        <p class="remark error">
          {words.mendFirst}
          {links(wrong)}
        </p>
      )}
      {now.state !== 'reading' && unread.length > 0 && (
        <p class="remark setAside">
          {words.notUsed}
          {links(unread)}
        </p>
      )}
      {(now.state === 'failed' ? [] : (read?.gaps ?? [])).map((gap) => (
        <p key={gap.en} class="remark setAside">
          {tell(gap)} {words.gap}
        </p>
      ))}
      {read !== null && now.state !== 'failed' && (
        <p>
          {say(words.allUnderstood, { totals: say(words.totals, totalsOf(read)) })} <a href="#run">{words.toRun}</a>.{' '}
          <span class="quiet">{words.sitting}</span>
        </p>
      )}
    </>
  )
}

const totalsOf = ({ schools, sittings, papers }: ReadView) => ({ schools, sittings, papers })

/** Where a file stands on the page. */
const idOf = (index: number): string => `file-${index + 1}`

/** Whether something is said of a file, or of one of its sheets. */
const isOf = (said: string, file: string): boolean => said === file || said.startsWith(`${file} [`)

interface FileProps {
  readonly view: View
  readonly id: string
  readonly path: string
  readonly file: FileView | undefined
}

function FileTables({ view, id, path, file }: FileProps) {
  const { session, now } = view
  const name = session.nameOf(path)
  const told = [...now.remarks, ...(now.read?.remarks ?? [])].filter((one) => one.file !== null && isOf(one.file, name))
  const remarks = [...told, ...(file?.remarks ?? [])]
  const several = file !== undefined && file.sheets.length > 1
  const shown = (file?.sheets ?? []).flatMap((sheet) =>
    (sheet.tables.length === 0 ? [null] : sheet.tables).map((table, i) => ({ sheet, table, i })),
  )
  return (
    <article class="file" id={id} aria-label={name}>
      <h3>{name}</h3>
      <Remarks view={view} remarks={[...remarks, ...shown.flatMap(({ table }) => table?.remarks ?? [])]} />
      {shown.length === 0 && (
        <WholeFile view={view} name={name} path={path} waiting={file === undefined && now.state === 'reading'} />
      )}
      {shown.map(({ sheet, table, i }) => (
        <TableLine key={`${sheet.sheet}-${i}`} {...{ view, path, name, sheet, table, several, index: i }} />
      ))}
    </article>
  )
}

/** A file that could not be opened, or is left out. */
function WholeFile({ view, name, path, waiting }: { view: View; name: string; path: string; waiting: boolean }) {
  const { session, words } = view
  const place = { file: name, path, sheet: null, further: null }
  const skipped = saidOf(session.mapping, place)?.skip === true
  if (waiting) return <p class="quiet">…</p>
  return (
    <p class="line">
      <label class="check">
        <input
          type="checkbox"
          checked={skipped}
          onChange={(event) => session.mend(place, { skip: event.currentTarget.checked })}
        />
        {words.leaveOut}
      </label>
    </p>
  )
}

interface LineProps {
  readonly view: View
  readonly path: string
  readonly name: string
  readonly sheet: SheetView
  readonly table: TableView | null
  readonly several: boolean
  readonly index: number
}

function TableLine({ view, path, name, sheet, table, several, index }: LineProps) {
  const { session, now, words, say, tell, locale } = view
  const place = {
    ...{ file: name, path },
    sheet: several ? sheet.sheet : null,
    further: index === 0 || table === null ? null : table.headerRows[0],
  }
  const said = saidOf(session.mapping, place)
  const what = sheet.leftOut === 'skip' ? 'skip' : (table?.table ?? '')
  const choose = (value: string): void => {
    if (value === 'skip') session.mend(place, { skip: true })
    else {
      if (said?.skip === true) session.mend(place, { skip: false })
      if (value !== what) session.mend(place, { table: value === '' ? null : (value as TableName) })
    }
  }
  const known = table?.columns.filter(({ meaning }) => meaning !== null).length ?? 0
  const source = now.read?.sources.find(
    ({ file, table: of }) =>
      of === table?.table &&
      (index === 0 ? file === name || file === `${name} [${sheet.sheet}]` : file.endsWith(`A${table?.headerRows[0]}]`)),
  )
  return (
    <div class={sheet.leftOut === null ? 'table' : 'table out'}>
      {(several || index > 0) && (
        <h4>
          {several && say(words.sheet, { sheet: sheet.sheet ?? '' })}{' '}
          {index > 0 && say(words.from, { row: table!.headerRows[0] })}
        </h4>
      )}
      <div class="line">
        <label>
          <span>{words.whatItIs}</span>
          <select data-om="table" onChange={(event) => choose(event.currentTarget.value)}>
            <option value="" selected={what === ''}>
              {what === '' ? words.unknownTable : words.asFound}
            </option>
            {TABLES.map((of) => (
              <option key={of} value={of} selected={of === what}>
                {KIND[of][locale]}
              </option>
            ))}
            <option value="skip" selected={what === 'skip'}>
              {words.leaveOut}
            </option>
          </select>
        </label>
        {table?.table === 'results' && sheet.leftOut === null && !saysAll(table) && (
          <About {...{ view, place, table }} />
        )}
        {table !== null && (
          <span class="count">
            <span class="label">{words.columns}</span>{' '}
            {say(words.columnsUnderstood, { known, all: table.columns.length })}
          </span>
        )}
      </div>
      <p class="quiet">
        {sheet.leftOut !== null
          ? words.leftOut[sheet.leftOut]
          : [
              table?.kind == null || table.kind === table.table ? '' : KIND[table.kind][locale],
              table?.layout == null ? '' : tell(table.layout),
              table?.table === 'results' ? originsOf(view, table) : '',
              table?.certainty == null || table.certainty === 'sure' ? '' : words.certainty[table.certainty],
              ...(source?.lines.map(tell) ?? []),
            ]
              .filter((part) => part !== '')
              .join('; ')}
      </p>
      {table !== null && sheet.leftOut !== 'skip' && (
        <Folded
          summary={words.details}
          label={say(words.detailsOf, { file: name })}
          open={sheet.leftOut === 'notUnderstood'}
        >
          {() => (
            <>
              {table.table === 'results' && saysAll(table) && (
                <div class="line">
                  <About {...{ view, place, table }} />
                </div>
              )}
              <TableDetails view={view} shown={{ place, sheet, table } satisfies Shown} />
            </>
          )}
        </Folded>
      )}
      {said !== undefined && said.file === name && (
        <button type="button" class="link" onClick={() => session.forget(place)}>
          {words.resetFile}
        </button>
      )}
    </div>
  )
}

/** True where columns say subject, grade and year of every row: there is nothing to fill in. */
const saysAll = ({ subject, grade, year }: TableView): boolean =>
  [subject, grade, year].every(({ origin }) => origin === 'column')

/** What says subject, grade and year; equal origins together. */
function originsOf({ words, locale }: View, { subject, grade, year }: TableView): string {
  const said = [
    { title: words.subject, origin: subject.origin },
    { title: words.grade, origin: grade.origin },
    { title: words.year, origin: year.origin },
  ]
  return [...new Set(said.map(({ origin }) => origin))]
    .filter((origin) => origin !== null)
    .map((origin) => {
      const titles = said.filter((of) => of.origin === origin).map(({ title }) => title.toLowerCase())
      return `${titles.join(', ')} — ${origin === 'mapping' ? words.certainty.said : INSPECTION.origins[origin][locale]}`
    })
    .join('; ')
}

/** Subject, grade and year of a table of results. */
function About({ view, place, table }: { view: View; place: Shown['place']; table: TableView }) {
  const { session, words, say } = view
  const { subjects, subject, grade, year } = table
  return (
    <>
      {subjects.length > 1 ? (
        <span class="count">
          <span class="label">{words.subject}</span> {say(words.several, { subjects: subjects.join(', ') })}
        </span>
      ) : (
        <Field
          view={view}
          name="subject"
          title={words.subject}
          said={subject}
          type="text"
          take={(value) => session.mend(place, { subject: value })}
        />
      )}
      <Field
        view={view}
        name="grade"
        title={words.grade}
        said={grade}
        type="number"
        take={(value) => session.mend(place, { grade: value === null ? null : Number(value) })}
      />
      <Field
        view={view}
        name="year"
        title={words.year}
        said={year}
        type="number"
        take={(value) => session.mend(place, { year: value === null ? null : Number(value) })}
      />
    </>
  )
}

interface FieldProps {
  readonly view: View
  readonly name: string
  readonly title: string
  readonly said: Said<string | number>
  readonly type: 'text' | 'number'
  readonly take: (value: string | null) => void
}

function Field({ view: { words }, name, title, said, type, take }: FieldProps) {
  const range = name === 'grade' ? { min: 1, max: 11 } : name === 'year' ? { min: 1990, max: 2100 } : {}
  const missing = said.value === null && said.origin === null
  return (
    <label class={`field ${name}`}>
      <span>{title}</span>
      <input
        {...{ type, ...range }}
        data-om={name}
        value={said.value ?? ''}
        placeholder={missing ? words.notSaid : words.inColumns}
        class={missing ? 'missing' : ''}
        onChange={(event) => {
          const value = event.currentTarget.value.trim()
          if (event.currentTarget.checkValidity()) take(value === '' ? null : value)
        }}
      />
    </label>
  )
}
