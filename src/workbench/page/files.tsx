/** Step 1: files are given, shown and removed. */
import { useRef, useState } from 'preact/hooks'
import type { SessionFile } from '../session'
import { sizeText, type View } from './context'
import { chosenFiles, droppedFiles } from './dropped'

/** Files that are listed one by one; more are folded. */
const LISTED = 12

export function Files({ view }: { view: View }) {
  const { session, now, words, say } = view
  const [over, setOver] = useState(false)
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const take = (event: Event): void => {
    const input = event.currentTarget as HTMLInputElement
    if (input.files !== null && input.files.length > 0) void session.add(chosenFiles(input.files))
    // So that the same file can be given again after it was changed.
    input.value = ''
  }
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    if (event.dataTransfer !== null) void droppedFiles(event.dataTransfer).then((added) => session.add(added))
  }
  const bytes = now.files.reduce((sum, { file }) => sum + file.size, 0)
  return (
    <section id="files" aria-labelledby="files-title">
      <h2 id="files-title">{words.steps.files}</h2>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the buttons in it do the same */}
      <div
        class={over ? 'drop over' : 'drop'}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <p>{words.drop}</p>
        <p class="buttons">
          <button type="button" class="main" onClick={() => files.current?.click()}>
            {words.choose}
          </button>
          <button type="button" onClick={() => folder.current?.click()}>
            {words.chooseFolder}
          </button>
        </p>
        <input
          ref={files}
          class="away"
          tabIndex={-1}
          type="file"
          multiple
          data-om="files"
          aria-hidden="true"
          onChange={take}
        />
        <input
          ref={folder}
          class="away"
          tabIndex={-1}
          type="file"
          data-om="folder"
          aria-hidden="true"
          onChange={take}
          {...({ webkitdirectory: true } as object)}
        />
        <p class="quiet">{words.dropHint}</p>
      </div>
      {now.settingsFault !== null && <p class="remark error">{say(words.noSettings, { file: now.settingsFault })}</p>}
      {now.files.length > 0 && (
        <details class="given" open={now.files.length <= LISTED}>
          <summary>{say(words.filesCount, { files: now.files.length, size: sizeText(view, bytes) })}</summary>
          <ul>
            {now.files.map((file) => (
              <FileLine key={file.path} view={view} file={file} />
            ))}
          </ul>
          <button type="button" class="link" onClick={() => session.clear()}>
            {words.clear}
          </button>
        </details>
      )}
    </section>
  )
}

function FileLine({ view, file: { path, role, file } }: { view: View; file: SessionFile }) {
  const { session, words, say } = view
  return (
    <li>
      <span class="name">{path}</span> <span class="quiet">{sizeText(view, file.size)}</span>
      {role !== 'table' && <span class="role">{words.roles[role]}</span>}
      <button
        type="button"
        class="link"
        aria-label={say(words.removeFile, { file: path })}
        onClick={() => session.remove(path)}
      >
        {words.remove}
      </button>
    </li>
  )
}
