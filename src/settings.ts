/**
 * Every setting of the product: default, unit, range, reason and origin, in one place.
 * `origin`: `official` = from a published official method, `paper` = from a named source, `ours` = our own choice.
 */
import * as z from 'zod'
import { block, pupils, setting, share } from './setting'
import { checkedSettings } from './settings-error'

export const settingsSchema = z.strictObject({
  $schema: z.string().optional(),
  seed: setting(z.int().min(0).max(0xffffffff), 1, {
    reason: 'Start of every random choice (k-means starts, control sample); equal seeds give equal bytes.',
    origin: 'ours',
  }),
  grain: setting(z.enum(['school', 'class']), 'school', {
    reason: 'What a sitting is: the whole school, or each of its classes.',
    origin: 'ours',
  }),
  peers: block({
    method: setting(z.enum(['clusters', 'neighbours', 'given', 'none']), 'clusters', {
      reason:
        'Decision 2.1 asks for the cluster approach. A `cluster` column filled for every school is used as given.',
      origin: 'official',
    }),
    sensitivity: setting(z.boolean(), false, {
      reason:
        'Also says, for every listed school, under which share of the peer definitions it would have signs; costs a run per definition.',
      origin: 'ours',
    }),
    minimumSize: setting(z.int().min(3).max(1000), 15, {
      reason:
        'Under about 15 schools the spread between honest schools cannot be estimated; smaller groups are merged.',
      origin: 'ours',
      unit: 'schools',
    }),
    maximumGroups: setting(z.int().min(1).max(50), 8, {
      reason: 'More groups than this cannot be told apart in words, and each gets too small to be a yardstick.',
      origin: 'ours',
      unit: 'groups',
    }),
    starts: setting(z.int().min(1).max(1000), 25, {
      reason: 'A single start of k-means is up to 15 % worse; 25 starts reach the inertia of scikit-learn with 10.',
      origin: 'ours',
      unit: 'starts',
    }),
    neighbours: setting(z.int().min(30).max(60), 40, {
      reason: 'Comparisons with 30-60 similar schools are what ACARA, EEF and California publish; 40 is their middle.',
      origin: 'paper',
      unit: 'schools',
    }),
    variables: setting(
      z.record(
        z.string(),
        z.strictObject({
          role: z.enum(['context', 'ignore']).optional(),
          kind: z.enum(['share', 'count', 'number', 'ordered', 'category', 'yesNo']).optional(),
          weight: z.number().min(0).max(10).optional(),
          order: z.array(z.string()).min(2).optional(),
        }),
      ),
      {},
      {
        reason:
          'What is recognised wrongly can be said by column: role, kind, weight and, for categories, their order.',
        origin: 'ours',
      },
    ),
  }),
  detectors: block({
    off: setting(z.array(z.string()), [], { reason: 'Detectors that do not take part.', origin: 'ours' }),
    'high-level': block({
      minimumPupils: setting(pupils(), 2, {
        reason:
          "Two pupils' mean has its honest p-values too (docs/validation.md); the result of one pupil is no sitting's.",
        origin: 'ours',
        unit: 'pupils',
      }),
    }),
    'low-spread': block({
      minimumPupils: setting(pupils(), 8, {
        reason: 'The sampling variance of ln SD is unreliable below eight pupils (method, section 6).',
        origin: 'ours',
        unit: 'pupils',
      }),
    }),
    'level-shape': block({
      minimumPupils: setting(pupils(), 8, {
        reason: 'Below eight pupils most distributions over four levels are equally likely.',
        origin: 'ours',
        unit: 'pupils',
      }),
    }),
    'own-control': block({
      minimumPupils: setting(pupils(), 2, {
        reason:
          "Two pupils' mean has its honest p-values too (docs/validation.md); the result of one pupil is no sitting's.",
        origin: 'ours',
        unit: 'pupils',
      }),
    }),
    'subject-profile': block({
      minimumPupils: setting(pupils(), 2, {
        reason:
          "Two pupils' mean has its honest p-values too (docs/validation.md); the result of one pupil is no sitting's.",
        origin: 'ours',
        unit: 'pupils',
      }),
    }),
    'year-jump': block({
      minimumPupils: setting(pupils(), 5, {
        reason: 'Below five pupils a mean says more about the pupils than about the sitting.',
        origin: 'ours',
        unit: 'pupils',
      }),
    }),
    'low-tail': block({
      minimumPupils: setting(pupils(), 13, {
        reason: 'Of fewer pupils hardly ever so many are expected to fail that too few of them could be noticed.',
        origin: 'ours',
        unit: 'pupils',
      }),
    }),
    'mark-gap': block({
      minimumPupils: setting(pupils(), 3, {
        reason:
          'Measured to hold from three pupils with a journal mark on; of two it is a little too ready (docs/validation.md).',
        origin: 'ours',
        unit: 'pupils with a journal mark',
      }),
    }),
    'own-mark-gap': block({
      minimumPupils: setting(pupils(), 3, {
        reason: 'As mark-gap: measured to hold from three pupils with a journal mark on (docs/validation.md).',
        origin: 'ours',
        unit: 'pupils with a journal mark',
      }),
    }),
    'prior-lists': block({
      minimumYears: setting(z.int().min(2).max(50), 2, {
        reason: 'A single earlier list says what that list said; only a repeat says more.',
        origin: 'ours',
        unit: 'lists',
      }),
    }),
    absence: block({
      minimumPupils: setting(pupils(), 5, {
        reason: 'In a smaller class one cold changes the share of absent pupils by a fifth.',
        origin: 'ours',
        unit: 'pupils',
      }),
    }),
    'boundary-heap': block({
      minimumPupils: setting(pupils(), 20, {
        reason: 'A histogram informs little below 20 pupils (recommendations of 2026).',
        origin: 'official',
        unit: 'pupils',
      }),
      window: setting(z.int().min(1).max(10), 2, {
        reason: 'Lifting moves a paper by one or two points; a wider window dilutes it, and windows must not overlap.',
        origin: 'ours',
        unit: 'points on each side of a cut-off',
      }),
    }),
    'item-profile': block({
      minimumPupils: setting(pupils(), 3, {
        reason:
          'Its null distribution is exact for any number of papers; measured to hold from three pupils on (docs/validation.md).',
        origin: 'ours',
        unit: 'pupils',
      }),
    }),
    'hard-items': block({
      minimumPupils: setting(pupils(), 5, {
        reason:
          'Measured to hold from five pupils on; of four .017 of honest sittings reach p < .01 (docs/validation.md).',
        origin: 'ours',
        unit: 'pupils',
      }),
    }),
    'response-fit': block({
      minimumPupils: setting(pupils(), 2, {
        reason:
          'Its null distribution is exact for any number of papers; measured to hold from two pupils on (docs/validation.md).',
        origin: 'ours',
        unit: 'pupils',
      }),
    }),
    'alike-answers': block({
      minimumPupils: setting(pupils(), 3, {
        reason: 'Three papers make three pairs; of a single pair hardly anything can be said.',
        origin: 'ours',
        unit: 'pupils',
      }),
    }),
  }),
  evidence: block({
    observedWeight: setting(share(), 1 / 3, {
      reason: 'Observers prevent manipulation, so an observed sitting says less about the others of the school.',
      origin: 'ours',
    }),
    strong: setting(share(), 0.05, { reason: 'Tier strong: q at most this, and two families.', origin: 'ours' }),
    strongFamily: setting(share(), 0.05, {
      reason: 'A family counts towards the two of tier strong when its p is below this.',
      origin: 'ours',
    }),
    moderate: setting(share(), 0.1, { reason: 'Tier moderate: q at most this.', origin: 'ours' }),
    watch: setting(share(), 0.2, { reason: 'Tier watch: q at most this.', origin: 'ours' }),
    watchFamily: setting(share(), 0.001, {
      reason: 'Tier watch also when a single family has p below this.',
      origin: 'ours',
    }),
  }),
  recheck: block({
    carriesEvidence: setting(share(), 0.05, {
      reason: 'In a school with signs, the sittings whose own p is at most this are the ones to recheck.',
      origin: 'ours',
    }),
    unknownObserver: setting(z.enum(['absent', 'present']), 'absent', {
      reason:
        'A sitting that the observers table does not mention has no proof of an observer: decision 2.3 treats it as absent.',
      origin: 'ours',
    }),
    conflictIsAbsence: setting(z.boolean(), true, {
      reason: 'An observer with a conflict of interest (decision 2.9) is no public observer.',
      origin: 'official',
    }),
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
  }),
  support: block({
    belowPeers: setting(share(), 0.05, {
      reason:
        'A school is below its peers when its q is at most this: an offer of help should reach those who need it.',
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
  }),
})

/** All settings, filled in. */
export type Settings = z.output<typeof settingsSchema>
/** Settings as a user writes them: everything optional. */
export type SettingsInput = z.input<typeof settingsSchema>

/**
 * Checks settings and fills in the defaults.
 *
 * @throws SettingsError naming every unknown key with the nearest known one, and every value out of range.
 * @example
 * parseSettings({ seed: 7 }).peers.minimumSize // 15
 */
export const parseSettings = (input: SettingsInput = {}): Settings => checkedSettings(settingsSchema, input)
