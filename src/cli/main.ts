/** The command line: finds the command, turns mistakes into sentences, and returns the exit code. */

import { resolve } from 'node:path'
import type { Locale } from '../model'
import { version } from '../version'
import { HELP } from '../words/help'
import { type Arguments, near, parseArguments, UsageError } from './arguments'
import { settleEndedRuns } from './ended-runs'
import { errorLines } from './errors'
import { localeOf, readOptions } from './options'
import { ownDetectors } from './own-detectors'
import type { Shell } from './shell'

const COMMANDS = [
  'run',
  'country',
  'demo',
  'validate',
  'peers',
  'explain',
  'verify',
  'plan-observers',
  'power',
  'detectors',
  'sql',
  'workbench',
] as const
/** Commands in which detectors of the user's own take part; `peers` reads settings that may speak of them. */
const WITH_OWN_DETECTORS: readonly string[] = ['run', 'demo', 'validate', 'power', 'detectors', 'peers']

/**
 * @param args arguments after the name of the program
 * @returns 0 it ran; 1 where `--fail-on-recheck` asks for it; 2 mistaken arguments, settings or data
 */
export async function main(args: readonly string[], shell: Shell): Promise<number> {
  const locale = localeOf(args, shell)
  try {
    return await dispatch(parseArguments(args), locale, shell)
  } catch (error) {
    shell.note(`${errorLines(error, locale)}\n`)
    return 2
  }
}

async function dispatch(args: Arguments, locale: Locale, shell: Shell): Promise<number> {
  const { command, operands, switches } = args
  if (switches.has('version')) return printed(`${version}\n`, shell)
  if (switches.has('help') || command === null || command === 'help') return printed(HELP[locale], shell)
  if (!(COMMANDS as readonly string[]).includes(command))
    throw new UsageError('unknownCommand', { command, ...near(command, COMMANDS) })
  const [stray] = operands
  if (stray !== undefined && command !== 'explain' && command !== 'plan-observers')
    throw new UsageError('unexpectedOperand', { operand: stray })
  if (args.detectors.length > 0 && !WITH_OWN_DETECTORS.includes(command))
    throw new UsageError(command === 'country' ? 'noOwnDetectorsInCountry' : 'noOwnDetectors', {
      command,
      known: WITH_OWN_DETECTORS.join(', '),
    })
  // Each command is loaded when it is asked for: the others would take most of a short one's time.
  if (command === 'sql') return (await import('./commands/sql')).sql(args, shell)
  if (command === 'workbench')
    return (await import('./commands/workbench')).workbench(workbenchOptions(args), locale, shell)
  const own = await ownDetectors(args.detectors.map((file) => resolve(shell.cwd, file)))
  if (command === 'detectors') return (await import('./commands/detectors')).detectors(own, locale, shell)
  const options = readOptions(args, shell, own)
  settleEndedRuns(command, options, shell)
  if (command === 'run') return (await import('./commands/run')).run(options, shell)
  if (command === 'country') return (await import('./commands/country')).country(options, shell)
  if (command === 'demo') return (await import('./commands/demo')).demo(options, shell)
  if (command === 'validate') return (await import('./commands/validate')).validate(options, shell)
  if (command === 'peers') return (await import('./commands/peers')).peers(options, shell)
  if (command === 'plan-observers')
    return (await import('./commands/plan-observers')).planObserversCommand(operands, options, shell)
  if (command === 'verify') return (await import('./commands/verify')).verify(options, shell)
  if (command === 'power') return (await import('./commands/power')).power(options, shell)
  return (await import('./commands/explain')).explain(operands, options, shell)
}

const workbenchOptions = ({ values, switches }: Arguments) => ({
  out: values.out ?? null,
  open: !switches.has('no-open'),
  quiet: switches.has('quiet'),
})

function printed(text: string, shell: Shell): number {
  shell.print(text)
  return 0
}
