/** What a command may touch of the world around it; tests hand over their own. */
export interface Shell {
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Results. */
  readonly print: (text: string) => void
  /** Progress, notes and errors. */
  readonly note: (text: string) => void
  /** Whether notes go to a terminal, where a line can be written over. */
  readonly terminal?: boolean
  /** Language of the system, as a tag such as `ru-RU`; decides where no variable says it. */
  readonly language?: string
  readonly now: () => Date
  /** Opens a page in a browser; without it the system is asked. */
  readonly open?: (page: string) => void
  /** The file that starts the command line, for further threads; without it there is one thread. */
  readonly program?: URL
}
