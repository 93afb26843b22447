// Prints the commands of the fenced `sh` blocks marked with `<!-- ci -->` in the READMEs, each once.
import { readFileSync } from 'node:fs'

const commands = new Set()
for (const file of process.argv.slice(2)) {
  const found = [...readFileSync(file, 'utf8').matchAll(/<!-- ci -->\n+```sh\n([\s\S]*?)```/g)].flatMap(([, block]) =>
    block.split('\n').filter((line) => line.trim() !== ''),
  )
  if (found.length === 0) throw new Error(`${file} has no command marked with <!-- ci -->`)
  for (const command of found) commands.add(command)
}
console.log([...commands].join('\n'))
