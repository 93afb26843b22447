import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { bundleCommandLine } from '../../scripts/bundle'
import { folders } from '../folders'

const newFolder = folders('system-errors-')
const region = join(import.meta.dirname, '..', '..', 'fixtures', 'region')
const DATA = ['--results', join(region, 'results-ma4.csv'), '--schools', join(region, 'schools.csv'), '--quiet']
let program = ''
beforeAll(async () => {
  program = join(newFolder(), 'cli.mjs')
  await bundleCommandLine(program)
})

/** Runs the command line in a new folder, by a shell, with `CLI` in the place of the program. */
function inShell(script: string, prepare: (cwd: string) => void = () => undefined) {
  const cwd = newFolder()
  prepare(cwd)
  const env = { ...process.env, CLI: program, DATA: DATA.join(' '), LC_ALL: 'ru_RU.UTF-8' }
  const { status, stderr } = spawnSync('bash', ['-c', `set -o pipefail; ${script}`], { cwd, env, encoding: 'utf8' })
  return { cwd, status, stderr }
}
const LONG = 'x'.repeat(300)
const NOBODY = 'setpriv --reuid=65534 --regid=65534 --clear-groups'
/** Whether this user may act as nobody, who finds Node. */
const actsAsNobody = (): boolean =>
  process.getuid?.() === 0 && spawnSync('bash', ['-c', `${NOBODY} node --version`]).status === 0

describe.runIf(existsSync('/dev/full'))('what the system refuses is said in words, with exit code 2', () => {
  it.each([
    ['a full disk behind standard output', 'node $CLI run $DATA --json - > /dev/full', 'целиком: на диске нет места.'],
    ['the same in English', 'node $CLI detectors --locale en > /dev/full', 'whole: the disk is full.'],
    ['a file below a file', 'node $CLI run $DATA --out file/out', 'в пути вместо папки стоит файл'],
    ['a device for a folder', 'node $CLI run $DATA --out /dev/full', '/dev/full — это файл, а не папка'],
    ['a path too long', `node $CLI run $DATA --out ${LONG}`, 'слишком длинный путь'],
    ['a folder where none can be', 'node $CLI run $DATA --out /proc/nowhere', 'Не удалось записать /proc/nowhere'],
    ['files that get too large', 'ulimit -f 100; node $CLI run $DATA --out out', 'файл больше, чем здесь разрешено'],
    [
      'a full disk',
      'node $CLI validate $DATA --write-mapping /dev/full',
      'Не удалось записать /dev/full: на диске нет',
    ],
    ['the same of groups', 'node $CLI run $DATA --out out --save-peers /dev/full', 'на диске нет места'],
    ['a device for a table', 'node $CLI run --results /dev/zero --out out', 'это устройство или канал, а не файл'],
    ['a pipe for a table', 'mkfifo pipe.csv; node $CLI run --results pipe.csv --out out', 'это устройство или канал'],
    ['links in a circle', 'ln -s loop loop; node $CLI run --results loop --out out', 'ссылки ведут по кругу'],
    ['a table below a file', 'node $CLI run --results file/a.csv --out out', 'в пути вместо папки стоит файл'],
  ])('%s', (_, script, words) => {
    const { cwd, status, stderr } = inShell(script, (folder) => writeFileSync(join(folder, 'file'), 'mine'))
    expect(stderr).toContain(words)
    expect(status, stderr).toBe(2)
    expect(stderr).not.toMatch(/\n\s+at |ошибка программы/)
    expect(readdirSync(cwd).filter((name) => !['file', 'loop', 'pipe.csv'].includes(name))).toEqual([])
  })

  it('a reader that has seen enough, and notes that nobody takes, are no errors', () => {
    expect(inShell('node $CLI run $DATA --json - | head -c 100 > /dev/null').status).toBe(0)
    expect(inShell('node $CLI detectors 2> /dev/full > /dev/null').status).toBe(0)
    expect(inShell('node $CLI run $DATA --out out >&- 2>&-').status).toBe(0)
  })

  it.runIf(actsAsNobody())('no right to read or write', () => {
    const asNobody = `${NOBODY} node $CLI`
    const data = '--results results-ma4.csv --schools schools.csv --quiet'
    const prepare = (folder: string): void => {
      // Copies beside it: where the repository lies, nobody else may look.
      for (const name of ['results-ma4.csv', 'schools.csv']) copyFileSync(join(region, name), join(folder, name))
      mkdirSync(join(folder, 'locked'), { mode: 0o555 })
      mkdirSync(join(folder, 'closed'), { mode: 0o700 })
      writeFileSync(join(folder, 'secret.csv'), 'a;b\n', { mode: 0o600 })
    }
    for (const [args, words] of [
      [`run ${data} --out locked`, 'locked: доступ запрещён. Все файлы там остались прежними.'],
      [`run ${data} --out locked/a/b`, 'locked/a/b: доступ запрещён'],
      ['run --results secret.csv --out out', 'secret.csv: файл не удалось прочитать: доступ запрещён'],
      ['run --results closed --out out', 'closed: доступ запрещён'],
      ['run --results closed/a.csv --out out', 'closed/a.csv: файл не удалось прочитать: доступ запрещён'],
    ] as const) {
      const { status, stderr } = inShell(`chmod 755 . .. $(dirname $CLI); ${asNobody} ${args}`, prepare)
      expect(stderr).toContain(words)
      expect(status).toBe(2)
    }
  })
})
