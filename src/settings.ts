/**
 * Every setting of the product, assembled from what can be set of its rooms and detectors. Default, unit, range, reason and
 * origin of each stand there (`setting.ts`), and are printed in `docs/settings.md`.
 */
import * as z from 'zod'
import { builtInOptions, type Detector, optionsById } from './detectors'
import { evidenceOptions } from './evidence/options'
import { peerOptions } from './peers/options'
import { recheckOptions, supportOptions } from './recheck/options'
import { block, setting } from './setting'
import { checkedSettings } from './settings-error'

/** @param options what can be set of each detector that there is, by its id */
const detectorOptions = <T extends z.ZodRawShape>(options: T) => {
  const id = z.enum(Object.keys(options)) as z.ZodType<string, string>
  const off = setting(z.array(id), [], { reason: 'Detectors that do not take part.', origin: 'ours' })
  return block('Which detectors take part, and what can be set of each.', { off, ...options })
}

export const settingsSchema = z.strictObject({
  $schema: z.string().optional().meta({ description: 'Where the JSON Schema of this file lies.' }),
  seed: setting(z.int().min(0).max(0xffffffff), 1, {
    reason: 'Start of every random choice (k-means starts, control sample); equal seeds give equal bytes.',
    origin: 'ours',
  }),
  grain: setting(z.enum(['school', 'class']), 'school', {
    reason: 'What a sitting is: the whole school, or each of its classes.',
    origin: 'ours',
  }),
  peers: peerOptions,
  detectors: detectorOptions(builtInOptions),
  evidence: evidenceOptions,
  recheck: recheckOptions,
  support: supportOptions,
})

/** All settings, filled in. */
export type Settings = z.output<typeof settingsSchema>
/** Settings as a user writes them: everything optional. Options of detectors of one's own stand beside the built-in ones. */
export type SettingsInput = Omit<z.input<typeof settingsSchema>, 'detectors'> & {
  detectors?: z.input<typeof settingsSchema>['detectors'] | { readonly [id: string]: unknown } | undefined
}

/** The settings with the options of detectors of the user's own. */
const schemaWith = (own: readonly Detector[]) =>
  own.length === 0
    ? settingsSchema
    : settingsSchema.extend({ detectors: detectorOptions({ ...builtInOptions, ...optionsById(own) }) })

/**
 * Checks settings and fills in the defaults.
 *
 * @param own detectors of the user's own: their options stand under `detectors.<id>` like those of the built-in ones
 * @throws SettingsError naming every unknown key or name with the nearest known one, and every value out of range.
 * @example
 * parseSettings({ seed: 7 }).peers.minimumSize // 15
 */
export function parseSettings(input: SettingsInput = {}, own: readonly Detector[] = []): Settings {
  return checkedSettings(schemaWith(own), input)
}
