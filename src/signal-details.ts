import type { Details, Signal } from './model'

type Said = Pick<Signal, 'value' | 'effect' | 'n' | 'p' | (typeof BASIS)[number]>
const BASIS = ['judged', 'variance', 'expected', 'se', 'tau2'] as const

type Detail = number | string | null

/** Details that most detectors give and that another field of the signal says already, by name. */
const SAID: Readonly<Record<string, (signal: Said) => Detail>> = {
  value: ({ value }) => value,
  mean: ({ value }) => value,
  gap: ({ value }) => value,
  percent: ({ value }) => (value === null ? null : 100 * value),
  p: ({ p }) => p,
  effect: ({ effect }) => effect ?? null,
  points: ({ effect }) => effect ?? null,
  n: ({ n }) => n ?? null,
  pupils: ({ n }) => n ?? null,
  enrolled: ({ n }) => n ?? null,
  absent: ({ value, n }) => (value === null ? null : Math.round(value * (n ?? 0))),
  reference: () => 'peers',
  papers: () => NOBODY,
  groups: () => NOBODY,
  z: distanceOf,
}
const NOBODY = '—'

/** Details that follow from the effect and from another detail, which is always told. */
const FOLLOWING: Readonly<Record<string, (signal: Said, own: Details) => Detail>> = {
  expected: ({ effect, expected }, { mean, above, top, improbable, alike }) =>
    minus(mean ?? above ?? top ?? improbable ?? alike, effect) ?? expected ?? null,
  usual: ({ effect }, { failing }) => (typeof effect === 'number' ? minus(failing, -effect) : null),
}

const minus = (a: Detail | undefined, b: Detail | undefined): number | null =>
  typeof a === 'number' && typeof b === 'number' ? a - b : null

/** The judged statistic: the value, where nothing else is told. */
export const judgedOf = ({ judged, variance, value }: Said): number | null =>
  judged ?? (typeof variance === 'number' ? value : null)

/** How far it lies from what is expected, in standard errors; `null` without the common engine. */
function distanceOf(signal: Said): number | null {
  const { variance, expected, se, tau2 } = signal
  const [j, v, e, s, t] = [judgedOf(signal), variance ?? null, expected ?? null, se ?? null, tau2 ?? null]
  return j === null || v === null || e === null || s === null || t === null ? null : (j - e) / Math.sqrt(v + t + s * s)
}

/** Rounding in another order of the same sum. */
const ALIKE = 1e-12

const alike = (a: number | string | null, b: number | string | null | undefined): boolean =>
  a === b || (typeof a === 'number' && typeof b === 'number' && Math.abs(a - b) <= ALIKE * Math.abs(a))

/**
 * The details that no other field of the signal says: they are a quarter of all that a result holds.
 *
 * @returns absent where nothing is left
 */
export function ownDetails(details: Details | undefined, signal: Said): Pick<Signal, 'details'> {
  const unsaid = Object.entries(details ?? {}).filter(([name, value]) => !alike(value, SAID[name]?.(signal)))
  const known = Object.fromEntries(unsaid)
  const own = unsaid.filter(([name, value]) => !alike(value, FOLLOWING[name]?.(signal, known)))
  return own.length === 0 ? {} : { details: Object.fromEntries(own) }
}

/** Every parameter of the sentence of a signal: its own details, and those that its other fields say. */
export function allDetails(signal: Signal): Details {
  const own = signal.details ?? {}
  return {
    ...Object.fromEntries(Object.entries(SAID).map(([name, of]) => [name, of(signal)])),
    ...Object.fromEntries(Object.entries(FOLLOWING).map(([name, of]) => [name, of(signal, own)])),
    ...own,
  }
}
