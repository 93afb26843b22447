/**
 * Numbers that decide: what can be set (`setting`) and what is fixed (`fixed`). Each stands once, with its reason and its
 * origin; `docs/settings.md` is printed from both (`npm run docs:settings`).
 */
import * as z from 'zod'

/** Where a number comes from: a published official method, a named source, our own choice, or how a figure is computed. */
export type Origin = 'official' | 'paper' | 'ours' | 'computing'

/** What is said of a number that decides. */
export interface About {
  /** Why this value. */
  readonly reason: string
  readonly origin: Origin
  readonly unit?: string
}

/**
 * A setting with its default; the reason travels with it into `objectivity.schema.json` and `docs/settings.md`.
 *
 * @param type what a user may write: `whole(1, 10_000)`, `share()`, or any type of Zod
 * @example
 * setting(whole(1, 10_000), 10, { reason: 'Fewer pupils say little.', origin: 'ours', unit: 'pupils' })
 */
export const setting = <T extends z.ZodType>(type: T, value: z.input<T>, about: About) =>
  (type as z.ZodType<z.output<T>, z.input<T>>).prefault(value as never).meta({
    description: about.reason,
    origin: about.origin,
    ...(about.unit === undefined ? {} : { unit: about.unit }),
  })

/** A type with what it holds, as the JSON Schemas say it. */
export const about = <T extends z.ZodType>(type: T, description: string): T => type.meta({ description }) as T

/** Settings that belong together; what is not written has its default. @param what they are about */
export const block = <T extends z.ZodRawShape>(what: string, shape: T) =>
  z
    .strictObject(shape)
    .prefault({} as never)
    .meta({ description: what })

/** Whole numbers of a range. */
export const whole = (from: number, to: number) => z.int().min(from).max(to)
/** Numbers of a range. */
export const real = (from: number, to: number) => z.number().min(from).max(to)
/** Shares and probabilities: 0..1. */
export const share = () => z.number().min(0).max(1)
/** Numbers of pupils. */
export const pupils = () => z.int().min(1).max(10_000)

/**
 * A number that decides and cannot be set, with its reason and origin.
 *
 * @example
 * const CLASS_SIZE = fixed(25, { reason: 'The usual size of a class.', origin: 'ours', unit: 'pupils' }) // 25
 */
export const fixed = <T>(value: T, _about: About): T => value
