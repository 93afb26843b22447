#!/usr/bin/env node
import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { endCleanly } from './interrupts'
import { main } from './main'
import { exitWith, watchOutput } from './standard-output'
import { LOOKS, REGIONS } from './thread'

if (!isMainThread && workerData === REGIONS)
  import('./country/threads').then(({ serveRegions }) => serveRegions(parentPort!))
else if (!isMainThread && workerData === LOOKS)
  import('./second-thread').then(({ serveLooks }) => serveLooks(parentPort!))
else {
  endCleanly()
  watchOutput()
  main(process.argv.slice(2), {
    cwd: process.cwd(),
    env: process.env,
    print: (text) => process.stdout.write(text),
    note: (text) => process.stderr.write(text),
    terminal: process.stderr.isTTY === true,
    language: Intl.DateTimeFormat().resolvedOptions().locale,
    now: () => new Date(),
    program: new URL(import.meta.url),
  }).then(exitWith)
}
