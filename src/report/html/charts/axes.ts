/** Scales and axes of the charts. Coordinates are rounded to tenths: finer ones only fill the file. */

import { decimalExponent } from '../../../elementary'
import type { Locale } from '../../../model'
import { formatNumber } from '../../../words/format'
import { type Html, html, name } from '../escape'

export interface Box {
  readonly width: number
  readonly height: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

export type Scale = (value: number) => number

export const round = (value: number): number => Math.round(value * 10) / 10

/** Linear scale from data to drawing units; a range of no width is drawn in the middle. */
export const linear = (from: number, to: number, start: number, end: number): Scale =>
  to === from
    ? () => round((start + end) / 2)
    : (value) => round(start + ((value - from) / (to - from)) * (end - start))

/** Smallest and largest value; `[0, 0]` of none. Not by spreading: a region has more sittings than a call has arguments. */
export function extent(values: readonly number[]): [number, number] {
  const first = values[0] ?? 0
  return values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [first, first])
}

/** Round numbers that divide a range into about `count` parts. */
export function ticks(from: number, to: number, count: number): readonly number[] {
  if (!(to > from)) return [from]
  const rough = (to - from) / count
  const power = Number(`1e${decimalExponent(rough)}`)
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough)!
  const first = Math.ceil(from / step)
  const last = Math.floor(to / step)
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)))
}

export interface Axes {
  readonly box: Box
  readonly x: Scale
  readonly y: Scale
  readonly xTicks: readonly number[]
  readonly yTicks: readonly number[]
  readonly xTitle: string
  readonly yTitle: string
  readonly locale: Locale
}

/** Both axes with their titles and thin lines across. */
export function axes({ box, x, y, xTicks, yTicks, xTitle, yTitle, locale }: Axes): Html {
  const [west, east] = [box.left, box.width - box.right]
  const [north, south] = [box.top, box.height - box.bottom]
  return html`${yTicks.map(
    (tick) =>
      html`<path class="grid" d="M${west} ${y(tick)}H${east}"/><text x="${west - 6}" y="${y(tick) + 4}" text-anchor="end">${formatNumber(tick, locale)}</text>`,
  )}${xTicks.map((tick) => html`<text x="${x(tick)}" y="${south + 16}" text-anchor="middle">${formatNumber(tick, locale)}</text>`)}
<path class="axis" d="M${west} ${south}H${east}"/>
<text class="title" x="${east}" y="${south + 32}" text-anchor="end">${xTitle}</text>
<text class="title" x="${west}" y="${north - 20}">${yTitle}</text>`
}

/** What a mark of a chart stands for. */
export interface Key {
  readonly kind: 'own' | 'peers' | 'dot' | 'marked' | 'limit' | 'group'
  /** Of a peer group: its position. */
  readonly group?: number
  readonly text: string
}

/** A drawing with all that is said about it, for the report or to stand alone. */
export interface Chart {
  readonly box: Box
  readonly caption: string
  readonly content: Html
  readonly keys: readonly Key[]
}

/** A chart with its caption; the caption is what a screen reader says. One that holds links is a group of them, no picture. */
export const figure = (
  { box, caption, content, keys }: Chart,
  { legend = null, role = 'img' }: { readonly legend?: Html | null; readonly role?: 'img' | 'group' } = {},
): Html =>
  html`<figure style="--w:${box.width}"><svg viewBox="0 0 ${box.width} ${box.height}" role="${role}" aria-label="${caption}">${content}</svg>
<figcaption>${name(caption)}${(legend !== null || keys.length > 0) && html`<span class="keys">${legend}${keys.filter(({ kind }) => kind !== 'group').map(({ kind, text }) => html`<span class="key ${kind}">${text}</span>`)}</span>`}</figcaption></figure>`
