/** Files to take away. */
import { useEffect, useMemo } from 'preact/hooks'
import { FILE_NOTES } from '../../words/cli'
import type { OutputView } from '../protocol'
import { sizeText, type View } from './context'

/** Addresses of files inside this page, taken back when they are no longer shown. */
export function useLinks(outputs: readonly OutputView[]): ReadonlyMap<string, string> {
  const links = useMemo(() => new Map(outputs.map(({ name, file }) => [name, URL.createObjectURL(file)])), [outputs])
  useEffect(() => () => [...links.values()].forEach((url) => URL.revokeObjectURL(url)), [links])
  return links
}

/** What people open themselves, in the order in which they need it; programs read the rest. */
const TO_READ = [
  'report.html',
  'recheck.xlsx',
  'documents/order.docx',
  'annex.html',
  'to-correct.csv',
  'indicators.csv',
  'years.csv',
  'official-rules.csv',
]

/** Files one by one; those of a folder are many, and folded. */
export function Downloads({ view, links }: { view: View; links: ReadonlyMap<string, string> }) {
  const { now, words, say } = view
  const toRead = TO_READ.flatMap((name) => now.outputs.find((output) => output.name === name) ?? [])
  const others = now.outputs.filter((output) => !toRead.includes(output))
  const [inFolders, alone] = [true, false].map((inside) => others.filter(({ name }) => name.includes('/') === inside))
  const folders = new Map<string, OutputView[]>()
  for (const output of inFolders!) {
    const folder = output.name.replace(/\/[^/]*$/, '')
    folders.set(folder, [...(folders.get(folder) ?? []), output])
  }
  return (
    <>
      <h3>{words.toRead}</h3>
      <FileTable view={view} links={links} outputs={toRead} />
      {[...folders].map(([folder, outputs]) => (
        <details key={folder}>
          <summary>
            {words.folders[folder as keyof typeof words.folders] ?? folder}:{' '}
            {say(words.folderCount, { files: outputs.length })}
          </summary>
          <FileTable view={view} links={links} outputs={outputs} />
        </details>
      ))}
      <h3>{words.forPrograms}</h3>
      <FileTable view={view} links={links} outputs={alone!} />
      {now.answer?.hasGroups === true && <Groups view={view} />}
    </>
  )
}

function Groups({ view: { session, now, words } }: { view: View }) {
  const links = useLinks(useMemo(() => (now.groups === null ? [] : [now.groups]), [now.groups]))
  return (
    <p>
      {now.groups === null ? (
        <button type="button" data-om="groups" onClick={() => session.keepGroups()}>
          {words.keepGroups}
        </button>
      ) : (
        <a class="button" href={links.get(now.groups.name)} download={now.groups.name}>
          {now.groups.name}
        </a>
      )}{' '}
      <span class="quiet">{words.keepGroupsWhy}</span>
    </p>
  )
}

interface FilesProps {
  readonly view: View
  readonly links: ReadonlyMap<string, string>
  readonly outputs: readonly OutputView[]
}

export function FileTable({ view, links, outputs }: FilesProps) {
  const { words } = view
  const noted = outputs.some(({ name }) => noteOf(view, name) !== '')
  return (
    <div class="scroll">
      <table class="downloads">
        <thead>
          <tr>
            <th>{words.download}</th>
            {noted && <th>{words.forWhat}</th>}
            <th class="size">{words.size}</th>
          </tr>
        </thead>
        <tbody>
          {outputs.map(({ name, file }) => (
            <tr key={name}>
              <th scope="row">
                <a href={links.get(name)} download={name.replace(/^.*\//, '')}>
                  {name}
                </a>
              </th>
              {noted && <td>{noteOf(view, name)}</td>}
              <td class="size">{sizeText(view, file.size)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What a file is for. */
function noteOf({ words, locale }: View, name: string): string {
  const [, kind] = /^documents\/([a-z]+)/.exec(name) ?? []
  if (kind !== undefined) return words.documents[kind as keyof typeof words.documents] ?? ''
  return FILE_NOTES[name]?.[locale] ?? ''
}
