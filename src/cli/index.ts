#!/usr/bin/env node
import { main } from './main'

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

main(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  print: (text) => process.stdout.write(text),
  note: (text) => process.stderr.write(text),
  terminal: process.stderr.isTTY === true,
  now: () => new Date(),
}).then((code) => {
  process.exitCode = code
})
