import * as z from 'zod'
import { type Settings as EvidenceSettings, evidenceOptions } from '../evidence/options'
import type { MonitorResult } from '../model'
import { block, pupils, setting, share } from '../setting'
import { observerOptions } from '../sittings/options'

/** What can be set about whose papers are rechecked, and how many. */
export const recheckOptions = block('Who is on the list, and how many papers are rechecked.', {
  carriesEvidence: setting(share(), 0.05, {
    reason: 'In a school with signs, the sittings whose own p is at most this are the ones to recheck.',
    origin: 'ours',
  }),
  ...observerOptions,
  budget: setting(z.int().min(0).max(100_000_000).nullable(), null, {
    reason: 'Papers that can be rechecked; null = no limit. What does not fit stays on the list as beyond budget.',
    origin: 'ours',
    unit: 'papers',
  }),
  hours: setting(z.number().min(0).max(10_000_000).nullable(), null, {
    reason: 'The same in hours of experts; with a budget in papers too, the smaller one holds.',
    origin: 'ours',
    unit: 'hours',
  }),
  papersPerHour: setting(z.number().min(0.1).max(1000), 6, {
    reason: 'Ten minutes to mark a paper with open items anew and to write down why.',
    origin: 'ours',
    unit: 'papers per hour',
  }),
  affectedShare: setting(share().gt(0), 0.1, {
    reason:
      'The number of papers is such that a sitting with this share of affected papers does not pass; 90 % confirmed is the regional target.',
    origin: 'official',
    unit: 'share of papers',
  }),
  confidence: setting(z.number().min(0.5).max(0.999), 0.95, {
    reason: 'Probability that a recheck of such a sitting finds at least one changed paper.',
    origin: 'ours',
  }),
  papers: setting(z.enum(['sample', 'all']), 'sample', {
    reason:
      'A random sample of papers first, and the rest only if more change than may; `all` takes every paper at once.',
    origin: 'ours',
  }),
  allPapersWhenStrong: setting(z.boolean(), true, {
    reason:
      'Under strong signs the sample would most likely send the experts back for the rest: take all papers at once.',
    origin: 'ours',
  }),
  municipalMinimum: setting(z.int().min(0).max(1000), 1, {
    reason: 'Sittings of each municipality on the list that come first within a budget, so that none is left out.',
    origin: 'ours',
    unit: 'sittings',
  }),
  controlShare: setting(z.number().min(0).max(0.5), 0.15, {
    reason:
      'Share of a budget for a random sample of sittings without grounds: the only honest estimate of what the list misses (10-20 %).',
    origin: 'ours',
    unit: 'share of the budget',
  }),
  control: setting(z.number().min(0).max(100_000_000).nullable(), null, {
    reason:
      'Size of the control sample: papers, or below 1 a share of the budget (without a budget, of the papers on the list). null = `controlShare` of a budget, and none without one.',
    origin: 'ours',
    unit: 'papers or share',
  }),
  prevalence: setting(z.number().min(0.001).max(0.5), 0.05, {
    reason:
      'Assumed share of affected sittings before looking at the evidence; it weighs sittings without signs against those with.',
    origin: 'ours',
    unit: 'share of sittings',
  }),
  largeObserverEffect: setting(z.number().min(0).max(100), 3, {
    reason:
      'Lower results under observers by this much, beyond chance, draw a loud warning; INVALSI found 5.5-8.5 % fewer correct answers.',
    origin: 'ours',
    unit: 'percent of the maximum score',
  }),
  largeHeap: setting(z.number().min(1).max(1000), 3, {
    reason:
      'Papers at a cut-off over papers one point below, in the whole region; from here on it draws a warning (3.5-8.6 in a real region).',
    origin: 'ours',
    unit: 'times',
  }),
})

/** What can be set about who is offered help. */
export const supportOptions = block('Which schools are offered help.', {
  belowPeers: setting(share(), 0.05, {
    reason: 'A school is below its peers when its q is at most this: an offer of help should reach those who need it.',
    origin: 'ours',
  }),
  belowPeersSitting: setting(share(), 0.05, {
    reason: 'In such a school, the sittings whose own p is at most this are named.',
    origin: 'ours',
  }),
  failingShare: setting(share(), 0.3, {
    reason: 'Where three pupils in ten get the lowest mark, help is due whatever the comparable schools do.',
    origin: 'ours',
    unit: 'share of pupils',
  }),
  minimumPupils: setting(pupils(), 10, {
    reason: 'Groups by mark need at least ten pupils (recommendations of 2026).',
    origin: 'official',
    unit: 'pupils',
  }),
})

/** What this room reads of the settings. */
export interface Settings extends EvidenceSettings {
  readonly recheck: z.output<typeof recheckOptions>
  readonly support: z.output<typeof supportOptions>
}

const readBack = z.object({ evidence: evidenceOptions, recheck: recheckOptions, support: supportOptions })

/** What this room reads of the settings of an earlier run. */
export const settingsOf = ({ seed, settings }: Pick<MonitorResult, 'seed' | 'settings'>): Settings => ({
  seed,
  ...readBack.parse(settings ?? {}),
})
