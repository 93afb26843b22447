/** How files come to the page and what is mended there, in Chromium: by the hand of a person. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { workbookOf } from '../../scripts/make-layouts'
import { workbench } from '../../scripts/write-workbench'
import { CHROMIUM, type Driven } from '../browser/browsers'
import { isObserved, listOfSchools, nameOf, protocols, SCHOOL_NUMBERS } from '../input/office/district'
import { FILES, inState, link, open, RUN, run, violations } from './driven'

const region = join(import.meta.dirname, '..', '..', 'fixtures', 'region')

describe.runIf(CHROMIUM.here)('files given to the workbench', () => {
  const folder = mkdtempSync(join(tmpdir(), 'workbench-given-'))
  const file = join(folder, 'workbench.html')
  const url = pathToFileURL(file).href
  let driven: Driven
  beforeAll(async () => {
    writeFileSync(file, (await workbench()).html)
    driven = await CHROMIUM.drive()
  })
  afterAll(async () => {
    await driven.close()
    rmSync(folder, { recursive: true })
  })

  const listed = (page: Page) => page.$$eval('.given .name', (names) => names.map((name) => name.textContent))
  const remarks = (page: Page) => page.$$eval('.remark', (all) => all.map((one) => one.textContent))
  const schoolsWithout = async (page: Page): Promise<number> => {
    const { recheck } = JSON.parse((await driven.downloaded(page, link('result.json'))).toString()) as {
      recheck: { grounds: string[] }[]
    }
    return recheck.filter(({ grounds }) => grounds.includes('noObserver')).length
  }

  it('by dropping files and a folder, whose names tell what the tables do not', async () => {
    const rows = (step: number) => [
      'Логин;Балл',
      ...Array.from({ length: 90 }, (_, i) => `edu77${1000 + (i % 9)};${4 + ((i * step) % 13)}`),
    ]
    const year = join(folder, 'ВПР 2021')
    for (const [subject, step] of [
      ['Математика 4 класс', 3],
      ['Русский язык 4 класс', 5],
    ] as const) {
      mkdirSync(join(year, subject), { recursive: true })
      writeFileSync(join(year, subject, 'лист.csv'), rows(step).join('\n'))
    }
    writeFileSync(join(year, 'приказ.docx'), 'не таблица')
    const observers = join(folder, 'наблюдатели.csv')
    const names = Array.from({ length: 9 }, (_, i) => `edu77${1000 + i};${i < 4 ? 'да' : 'нет'}`)
    writeFileSync(observers, ['Логин;Наблюдатель', ...names].join('\n'))
    const { page, complaints, close } = await open(driven, url)
    await dropOn(page, '.drop p', [year, observers])
    await inState(page, 'understood')
    expect(await listed(page)).toEqual([
      'ВПР 2021/Математика 4 класс/лист.csv',
      'ВПР 2021/Русский язык 4 класс/лист.csv',
      'наблюдатели.csv',
      'ВПР 2021/приказ.docx',
    ])
    expect(await page.$$eval('[data-om=subject]', (all) => all.map((one) => (one as HTMLInputElement).value))).toEqual([
      'Математика',
      'Русский язык',
    ])
    // Beside its place nothing is opened instead of the page.
    await dropOn(page, 'h1', [observers])
    expect(page.url()).toBe(url)
    await run(page)
    expect(await schoolsWithout(page)).toBe(5)
    expect(complaints).toEqual([])
    await close()
  })

  it('observers of an office, mended on the page and in their table: sixteen schools without one', async () => {
    const workbook = async (name: string, rows: readonly (readonly string[])[]) => {
      const content = await workbookOf({
        ...{ name, layout: null, encoding: 'XLSX', delimiter: null },
        sheets: [{ name: 'Лист1', rows: rows.map((row) => [...row]) }],
      })
      writeFileSync(join(folder, name), content)
      return join(folder, name)
    }
    const observers = (absent: string) => [
      ['Сведения о присутствии'],
      ['№ п/п', 'Школа', 'Отметка ответственного'],
      ...SCHOOL_NUMBERS.map((school) => [String(school + 1), nameOf(school), isObserved(school) ? 'да' : absent]),
    ]
    const given = [
      await workbook('Протоколы.xlsx', protocols.rows),
      await workbook('Список школ.xlsx', listOfSchools.rows),
      await workbook('Присутствие.xlsx', observers('см. журнал')),
    ]
    const { page, complaints, close } = await open(driven, url)
    await page.setInputFiles(FILES, given)
    await inState(page, 'understood')
    expect(await remarks(page)).toContainEqual(expect.stringMatching(/Таблицы наблюдателей нет.*выберите у неё/))
    const table = page.getByRole('article', { name: 'Присутствие.xlsx' })
    await table.getByLabel('Что это').selectOption('observers')
    await inState(page, 'failed')
    await page.getByRole('link', { name: 'Присутствие.xlsx' }).click()
    await table.getByLabel('Что означает столбец Отметка ответственного').selectOption('observer')
    await page.getByText(/«см. журнал» \(16\).*Напишите в этом столбце «да» или «нет»/).waitFor()

    // The office writes it in its table, and gives that again under the same name.
    await workbook('Присутствие.xlsx', observers('нет'))
    await page.setInputFiles(FILES, given[2]!)
    await page.getByRole('row', { name: 'нет не было 16' }).waitFor()
    await inState(page, 'understood')

    const kept = JSON.parse((await driven.downloaded(page, '[data-om=keep]')).toString())
    await run(page)
    expect(await schoolsWithout(page)).toBe(16)

    // Next time the settings bring all of it.
    await page.getByRole('button', { name: 'Убрать все файлы' }).click()
    await inState(page, 'idle')
    const settings = join(folder, 'objectivity.json')
    writeFileSync(settings, JSON.stringify(kept))
    await page.setInputFiles(FILES, [...given, settings])
    await inState(page, 'understood')
    await run(page)
    expect(await schoolsWithout(page)).toBe(16)
    expect(complaints).toEqual([])
    await close()
  })

  it('what an earlier year left is taken for what it is, and what is damaged is told', async () => {
    const { page, complaints, close } = await open(driven, url)
    const tables = ['results-ma4.csv', 'schools.csv', 'observers.csv'].map((name) => join(region, name))
    await page.setInputFiles(FILES, tables)
    await inState(page, 'understood')
    await run(page)
    await page.click('[data-om=groups]')
    const left = [
      ['peers.json', await driven.downloaded(page, link('peers.json'))],
      ['result.json', await driven.downloaded(page, link('result.json'))],
      ['settled.json', Buffer.from('[')],
    ] as const
    for (const [name, content] of left) writeFileSync(join(folder, name), content)
    await page.setInputFiles(
      FILES,
      left.map(([name]) => join(folder, name)),
    )
    await inState(page, 'understood')
    expect(await page.$$eval('.role', (all) => all.map((one) => one.textContent))).toEqual([
      expect.stringContaining('группы'),
      expect.stringContaining('прошлогодний'),
      expect.stringContaining('решённые'),
    ])
    await page.click('[data-om=run]')
    await inState(page, 'failed')
    expect(await remarks(page)).toContainEqual(expect.stringContaining('решённых случаев повреждён'))
    await page.getByRole('button', { name: 'Убрать settled.json' }).click()
    await inState(page, 'understood')
    await run(page)

    // What experts found, with nothing else but the list: there is nothing to compute, only to compare.
    const { sittings } = JSON.parse(left[1][1].toString()) as { sittings: Record<string, unknown>[] }
    const papers = sittings
      .filter(({ recheck }) => recheck)
      .flatMap(({ schoolId, subject, grade, year }) =>
        Array<string>(20).fill([schoolId, subject, grade, year, 9, 5].join(';')),
      )
    const rechecks = join(folder, 'rechecks-1.csv')
    writeFileSync(rechecks, ['school_id;subject;grade;year;original_score;rechecked_score', ...papers].join('\n'))
    await page.getByRole('button', { name: 'Убрать все файлы' }).click()
    await page.setInputFiles(FILES, [rechecks, join(folder, 'result.json')])
    await inState(page, 'understood')
    await page.click('[data-om=verify]')
    await inState(page, 'done')
    expect(await violations(page)).toEqual([])
    const settled = JSON.parse((await driven.downloaded(page, link('settled.json'))).toString()) as object[]
    expect(settled.length).toBeGreaterThan(0)
    expect(complaints).toEqual([])
    await close()
  })

  it('by keyboard alone, as far as the order', async () => {
    const { page, close } = await open(driven, url)
    const to = async (selector: string): Promise<void> => {
      for (let i = 0; i < 80; i++) {
        await page.keyboard.press('Tab')
        if (await page.evaluate((of) => document.activeElement?.matches(of) === true, selector)) return
      }
      throw new Error(`${selector} cannot be reached`)
    }
    const pressed = async (selector: string, event: 'filechooser' | 'download') => {
      await to(selector)
      const [answer] = await Promise.all([page.waitForEvent(event as 'filechooser'), page.keyboard.press('Enter')])
      return answer
    }
    // Windows of the system are caught from now on: a key is faster than the catching.
    page.on('filechooser', () => undefined)
    const chooser = await pressed('.drop button', 'filechooser')
    await chooser.setFiles([join(region, 'results-ma4.csv'), join(region, 'observers.csv')])
    await inState(page, 'understood')
    await to('a[href="#run"]')
    await page.keyboard.press('Enter')
    await to('[data-om=budget]')
    await page.keyboard.type('300')
    await to(RUN)
    await page.keyboard.press('Enter')
    await inState(page, 'done')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('results-title')
    await pressed(link('order.docx'), 'download')
    await close()
  })

  it('the page can be served: it asks the server for nothing but itself', async () => {
    const asked: (string | undefined)[] = []
    const server = createServer((request, response) => {
      asked.push(request.url)
      response.setHeader('content-type', 'text/html')
      response.end(readFileSync(file))
    })
    await new Promise<void>((go) => server.listen(0, '127.0.0.1', go))
    const { port } = server.address() as AddressInfo
    const { page, complaints, close } = await open(driven, `http://127.0.0.1:${port}/workbench.html`)
    await page.setInputFiles(FILES, [join(region, 'results-ma4.csv'), join(region, 'observers.csv')])
    await inState(page, 'understood')
    await run(page)
    expect(await page.frames()[1]!.textContent('.answer')).toMatch(/перепровер/i)
    // Beside the report lie no files here: what it leads to is taken from the page.
    const order = page.frames()[1]!.click(link('order.docx'))
    const [download] = await Promise.all([page.waitForEvent('download'), order])
    expect(readFileSync(await download.path())).toEqual(await driven.downloaded(page, link('order.docx')))
    expect(complaints).toEqual([])
    expect(asked).toEqual(['/workbench.html'])
    await close()
    server.close()
  })
})

/** Files and folders let go over a place of the page, as the system hands them to the browser. */
async function dropOn(page: Page, place: string, files: readonly string[]): Promise<void> {
  const { x, y } = (await page.locator(place).first().boundingBox())!
  const at = { x: x + 5, y: y + 5, data: { items: [], files: [...files], dragOperationsMask: 1 } }
  const system = await page.context().newCDPSession(page)
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await system.send('Input.dispatchDragEvent', { type, ...at })
  await system.detach()
}
