import type { Details, Signal } from './model'

type Said = Pick<Signal, 'value' | 'effect' | 'n' | 'p' | (typeof BASIS)[number]>
const BASIS = ['judged', 'variance', 'expected', 'se', 'tau2'] as const

/** Details that most detectors give and that another field of the signal says already, by name. */
const SAID: Readonly<Record<string, (signal: Said) => number | string | null>> = {
  value: ({ value }) => value,
  mean: ({ value }) => value,
  p: ({ p }) => p,
  effect: ({ effect }) => effect ?? null,
  expected: ({ expected }) => expected ?? null,
  n: ({ n }) => n ?? null,
  pupils: ({ n }) => n ?? null,
  reference: () => 'peers',
  z: distanceOf,
}

/** How far the judged statistic lies from what is expected, in standard errors; `null` without the common engine. */
function distanceOf({ judged, variance, expected, se, tau2 }: Said): number | null {
  const [j, v, e, s, t] = [judged ?? null, variance ?? null, expected ?? null, se ?? null, tau2 ?? null]
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
  const own = Object.entries(details ?? {}).filter(([name, value]) => !alike(value, SAID[name]?.(signal)))
  return own.length === 0 ? {} : { details: Object.fromEntries(own) }
}

/** Every parameter of the sentence of a signal: its own details, and those that its other fields say. */
export const allDetails = (signal: Signal): Details => ({
  ...Object.fromEntries(Object.entries(SAID).map(([name, of]) => [name, of(signal)])),
  ...signal.details,
})
