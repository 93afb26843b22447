import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { main } from '../src/cli/main'
import { monitor } from '../src/monitor'
import { toRecheckCsv } from '../src/report'
import { simulateRegion } from '../src/simulate'

const { tables } = simulateRegion({
  seed: 4,
  schools: 60,
  grades: [4],
  manipulation: { schools: 0.15, strength: 'strong' },
})

it('says of every listed school under which share of the peer definitions it has signs', () => {
  const result = monitor(tables, { seed: 1, peers: { sensitivity: true } })
  const strong = result.recheck.filter(({ tier }) => tier === 'strong')
  expect(strong.length).toBeGreaterThan(0)
  // What is strong with these peers has signs with most others; what is clear has them with few.
  for (const { sensitivity } of strong) expect(sensitivity).toBeGreaterThan(0.5)
  for (const { tier, sensitivity } of result.recheck) {
    expect(sensitivity).toBeGreaterThanOrEqual(0)
    expect(sensitivity).toBeLessThanOrEqual(1)
    if (tier === 'clear') expect(sensitivity).toBeLessThan(0.5)
  }
  expect(toRecheckCsv(result, { locale: 'en' }).split('\n')[0]).toMatch(/,sensitivity\r?$/)
  // Asking changes nothing else.
  const plain = monitor(tables, { seed: 1 })
  expect(plain.recheck).toEqual(result.recheck.map(({ sensitivity: _, ...entry }) => entry))
})

it('keeps the peer groups of one year for the next', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'peers-'))
  const csv = (rows: readonly object[]): string =>
    [Object.keys(rows[0]!), ...rows.map((row) => Object.values(row))].map((cells) => cells.join(';')).join('\n')
  writeFileSync(join(folder, 'results.csv'), csv(tables.results))
  writeFileSync(join(folder, 'schools.csv'), csv(tables.schools!))
  let said = ''
  const shell = {
    cwd: folder,
    env: {},
    print: () => undefined,
    note: (text: string) => {
      said += text
    },
    now: () => new Date(0),
  }
  const run = (...more: string[]) =>
    main(['run', '--results', 'results.csv', '--schools', 'schools.csv', '--locale', 'en', ...more], shell)
  const groups = (out: string) =>
    JSON.parse(readFileSync(join(folder, out, 'result.json'), 'utf8')).schools.map(
      (s: { peerGroup: string }) => s.peerGroup,
    )

  expect(await run('--out', 'first', '--save-peers', 'peers.json')).toBe(0)
  expect(await run('--out', 'second', '--peers', 'peers.json')).toBe(0)
  expect(new Set(groups('first')).size).toBeGreaterThan(1)
  expect(groups('second')).toEqual(groups('first'))

  writeFileSync(join(folder, 'peers.json'), '{"format":"something else"}')
  expect(await run('--out', 'third', '--peers', 'peers.json')).toBe(2)
  expect(said).toContain('peers.json')
  rmSync(folder, { recursive: true })
})
