#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8'
import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { endCleanly } from './interrupts'
import { main } from './main'
import { exitWith, watchOutput } from './standard-output'
import { LOOKS, REGIONS } from './thread'

/**
 * V8 of Node 20 optimises a function when it has run through this many bytes of code. In a run of seconds its own value, made for
 * pages of a browser, optimises many a function just before it is needed no more: a sixth of the processor time went there. Later
 * versions have a quick compiler between (Maglev), and no such number.
 */
const OPTIMISED_AFTER = 500_000
if (isMainThread && process.version.startsWith('v20.')) setFlagsFromString(`--interrupt-budget=${OPTIMISED_AFTER}`)

if (!isMainThread && workerData === REGIONS)
  import('./country/threads').then(({ serveRegions }) => serveRegions(parentPort!))
else if (!isMainThread && workerData === LOOKS)
  import('./two-threads/second').then(({ serveLooks }) => serveLooks(parentPort!))
else {
  endCleanly()
  watchOutput()
  main(process.argv.slice(2), {
    cwd: process.cwd(),
    env: process.env,
    print: (text) => process.stdout.write(text),
    note: (text) => process.stderr.write(text),
    terminal: process.stderr.isTTY === true,
    // Asked where no argument says it: it takes a fifth of the start.
    get language() {
      return Intl.DateTimeFormat().resolvedOptions().locale
    },
    now: () => new Date(),
    program: new URL(import.meta.url),
  }).then(exitWith)
}
