/** A part that is put together only when it is opened: forty workbooks have a thousand columns, each with its choices. */
import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'

interface FoldedProps {
  readonly summary: string
  /** Read aloud instead of the summary, where that says too little alone. */
  readonly label: string
  /** True to open it by itself. */
  readonly open: boolean
  readonly children: () => ComponentChildren
}

export function Folded({ summary, label, open: asked, children }: FoldedProps) {
  const [open, setOpen] = useState(asked)
  useEffect(() => {
    if (asked) setOpen(true)
  }, [asked])
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary aria-label={label}>{summary}</summary>
      {open && children()}
    </details>
  )
}
