/** Tables in CSV that would kill or stall a reader that trusts them, each made in pieces. `code`: how it is refused; `null`: read. */
import type { ProblemCode } from '../src/model'

interface HostileText {
  readonly code: ProblemCode | null
  make(): Generator<Uint8Array>
}

const MB = 1024 * 1024
const HEADER = 'Логин;Предмет;Класс;Год;Код;Балл\n'
const paper = (i: number): string => `edu99${String(i % 30).padStart(4, '0')};Математика;4;2021;4${i};${i % 20}\n`
const START = HEADER + Array.from({ length: 3000 }, (_, i) => paper(i)).join('')

function* repeated(before: string, piece: string | Uint8Array, megabytes: number): Generator<Uint8Array> {
  yield Buffer.from(before)
  const block = Buffer.alloc(MB, piece)
  for (let i = 0; i < megabytes; i++) yield block
}

function* rows(header: string, row: (i: number) => string, count: number): Generator<Uint8Array> {
  yield Buffer.from(header)
  for (let from = 0; from < count; from += 1000)
    yield Buffer.from(Array.from({ length: Math.min(1000, count - from) }, (_, i) => row(from + i)).join(''))
}

export const HOSTILE_TEXTS: Readonly<Record<string, HostileText>> = {
  'a quote that never closes, 150 MB': {
    code: 'unclosedQuote',
    make: () => repeated(`${START}edu990001;"`, 'a;b;1\n', 150),
  },
  'the same from the first sign on': { code: 'emptyTable', make: () => repeated('"', 'a;b;1\n', 150) },
  'quotes alone, 150 MB': { code: 'unclosedQuote', make: () => repeated(START, '"', 150) },
  'NUL bytes, 150 MB': { code: 'notText', make: () => repeated(START, '\0', 150) },
  'a row of 150 MB': { code: 'lineTooLong', make: () => repeated(START, 'a', 150) },
  'delimiters alone, 150 MB': { code: 'lineTooLong', make: () => repeated(START, ';', 150) },
  'empty lines, 150 MB': { code: null, make: () => repeated(START, '\n', 150) },
  'no letters of any encoding, 20 MB': {
    code: null,
    make: () => repeated(START, Buffer.from([0xff, 0xd0, 0x80, 0x0a]), 20),
  },
  '16 384 columns': {
    code: 'tooManyColumns',
    make: () => rows(`${'c;'.repeat(16_383)}c\n`, () => `${'1;'.repeat(16_383)}1\n`, 2000),
  },
  'rows of 16 384 cells': { code: null, make: () => rows(START, () => `${'1;'.repeat(16_383)}1\n`, 5000) },
  'a million faulty rows': {
    code: 'noUsableRows',
    make: () => rows(HEADER, (i) => `edu990001;Математика;4;2021;4${i};x${i}\n`, 1e6),
  },
  'a million schools': {
    code: 'tooManyDifferent',
    make: () => rows(HEADER, (i) => `edu99${i};Математика;4;2021;4${i};1\n`, 1e6),
  },
  'a million subjects': {
    code: 'tooManyDifferent',
    make: () => rows(HEADER, (i) => `edu990001;Предмет ${i} класса;4;2021;4${i};1\n`, 1e6),
  },
  'a million scores': {
    code: null,
    make: () => rows(HEADER, (i) => `edu990001;Математика;4;2021;4${i};0.${i}\n`, 1e6),
  },
}
