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

/** Files one by one; those of a folder are many, and folded. */
export function Downloads({ view, links }: { view: View; links: ReadonlyMap<string, string> }) {
  const { now, words, say } = view
  const [inFolders, alone] = [true, false].map((inside) =>
    now.outputs.filter(({ name }) => name.includes('/') === inside),
  )
  const folders = new Map<string, OutputView[]>()
  for (const output of inFolders!) {
    const folder = output.name.replace(/\/[^/]*$/, '')
    folders.set(folder, [...(folders.get(folder) ?? []), output])
  }
  return (
    <>
      <FileTable view={view} links={links} outputs={alone!} />
      {[...folders].map(([folder, outputs]) => (
        <details key={folder}>
          <summary>
            {words.folders[folder as keyof typeof words.folders] ?? folder}:{' '}
            {say(words.folderCount, { files: outputs.length })}
          </summary>
          <FileTable view={view} links={links} outputs={outputs} />
        </details>
      ))}
    </>
  )
}

interface FilesProps {
  readonly view: View
  readonly links: ReadonlyMap<string, string>
  readonly outputs: readonly OutputView[]
}

export function FileTable({ view, links, outputs }: FilesProps) {
  const { words, locale } = view
  const noted = outputs.some(({ name }) => FILE_NOTES[name] !== undefined)
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
              {noted && <td>{FILE_NOTES[name]?.[locale] ?? ''}</td>}
              <td class="size">{sizeText(view, file.size)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
