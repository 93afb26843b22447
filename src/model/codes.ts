/** Codes that stand in a result for a sentence. The sentences: `src/words`, one per code, which the compiler checks. */
import type { Problem } from './input'

/** What a sitting must hold before a detector can look at it. */
export type Need =
  | 'mean'
  | 'spread'
  | 'scoreCounts'
  | 'levelCounts'
  | 'cuts'
  | 'itemCounts'
  /** Item counts or item percentages: how the items were solved. */
  | 'items'
  | 'vectors'
  | 'journal'
  | 'enrolled'
  /** Lists of earlier years that examined the school. */
  | 'earlier'
  /** Score counts or level counts: either shows the low end. */
  | 'distribution'

/** What the reader of a result must know before the list. */
export type WarningCode =
  | 'observersNotUnderstood'
  | 'observersNotMatched'
  | 'observersEmpty'
  | 'observersSetAside'
  | 'observersElsewhere'
  | 'filesEmpty'
  | 'rowsSetAside'
  | 'noSchoolsTable'
  | 'noObserversTable'
  | 'noContext'
  | 'outcomeInContext'
  | 'outcomeLikeContext'
  | 'outcomeAsContext'
  | 'contextAsSaid'
  | 'unstableGroup'
  | 'fewSchools'
  | 'noGroups'
  | 'imputedContext'
  | 'littleContext'
  | 'noClusterColumn'
  | 'clusterColumnIncomplete'
  | 'givenGroupsUsed'
  | 'withoutGivenGroup'
  | 'givenGroupSmall'
  | 'contextNotNumbers'
  | 'contextNearlyEmpty'
  | 'contextConstant'
  | 'contextTooManyCategories'
  | 'contextDuplicated'
  | 'contextNearlyConstant'
  | 'specialSchools'
  | 'savedGroupsUsed'
  | 'savedConceptMissing'
  | 'peerSettingsIdle'
  | 'referenceUsed'
  | 'referenceFitsNothing'
  | 'referenceRefused'
  | 'referenceOtherOptions'
  | 'referenceConceptMissing'
  | 'referenceAbove'
  | 'largeObserverEffect'
  | 'largeControlEffect'
  | 'regionHeap'
  | 'regionLifts'
  | 'staleSettled'
  | 'cutsUnknown'
  | 'toCorrect'
  | 'detectorFailed'

/** Why a school or sitting is on the list, besides the findings of detectors (their code is the detector's id). */
export type ReasonCode =
  | 'noObserver'
  | 'unknownObserver'
  | 'partlyObserved'
  | 'conflictOfInterest'
  | 'control'
  | 'recheckedConfirmed'
  | 'recheckedNotConfirmed'
  | 'recheckedStale'
  | 'settledConfirmed'
  | 'settledNotConfirmed'
  | 'settledStale'
  | 'schoolSigns'
  | 'listedBefore'
  | 'belowPeers'
  | 'manyFailing'

/** Why a school is on the list or not, and what would change it. */
export type ExplanationCode =
  | 'noResults'
  | 'nothingMeasured'
  | 'signsTooWeak'
  | 'observersNotKnown'
  | 'allObserved'
  | 'notDrawn'
  | 'strongerSigns'
  | 'moreData'
  | 'weakerSigns'
  | 'restsOnSitting'
  | 'restsOnDetector'
  | 'restsOnFamily'
  | 'restsOnSeveral'
  | 'reportObserver'
  | 'observeNextTime'
  | 'observeClasses'
  | 'independentObserver'
  | 'recheckSettles'

/** Why nothing was measured, as far as all detectors say it alike: `no:mean` is `missing`. The rest stands with each detector. */
export type NotMeasuredCode =
  | 'missing'
  | 'toCorrect'
  | 'unknownPupils'
  | 'tooFewPupils'
  | 'noPeers'
  | 'tooFewPeers'
  | 'noAnswer'
  | 'wrongCount'
  | 'unsound'
  | 'unexplained'
  | 'threw'

/** Every problem that reading can meet, and what becomes of the row (`error`: nothing is read at all). */
export const PROBLEMS = {
  // The table or file as a whole: reading stops.
  missingColumn: 'error',
  duplicateColumn: 'error',
  emptyTable: 'error',
  noResults: 'error',
  noUsableRows: 'error',
  fileNotFound: 'error',
  fileChanged: 'error',
  lineTooLong: 'error',
  tooManyDifferent: 'error',
  linkLeftOut: 'note',
  unreadableFile: 'error',
  brokenWorkbook: 'error',
  unclosedQuote: 'error',
  notATable: 'error',
  tooManyColumns: 'error',
  fileTooLarge: 'error',
  sameFileTwice: 'error',
  notText: 'error',
  otherWorkbook: 'error',
  encryptedFile: 'error',
  packedFiles: 'error',
  notATableFile: 'error',
  newColumn: 'error',
  notRows: 'error',
  notRow: 'error',
  notCell: 'error',
  engineNotInstalled: 'error',
  tableNotNamed: 'error',
  sittingUnderTwoNames: 'error',
  observersFitNoSchool: 'error',
  observersFitNoSitting: 'error',
  observersNotUnderstood: 'error',
  observersOnlyCrosses: 'error',
  ownOutput: 'error',
  noResultsInFile: 'error',
  unknownMeaning: 'error',
  wrongMapping: 'error',
  differentTests: 'error',
  // A row: it takes no part.
  schoolMissing: 'setAside',
  subjectMissing: 'setAside',
  gradeNotKnown: 'setAside',
  yearNotKnown: 'setAside',
  cellsBeyondHeader: 'setAside',
  scoreMissing: 'setAside',
  scoreNotNumber: 'setAside',
  scoreNegative: 'setAside',
  scoreAboveMaximum: 'setAside',
  itemNotNumber: 'setAside',
  itemNegative: 'setAside',
  itemAboveMaximum: 'setAside',
  scoreAboveOthers: 'setAside',
  itemAboveOthers: 'setAside',
  itemNotOfTest: 'setAside',
  participantsMissing: 'setAside',
  participantsNotWhole: 'setAside',
  countNotNumber: 'setAside',
  countNegative: 'setAside',
  countsDoNotAddUp: 'setAside',
  meanMissing: 'setAside',
  meanNotNumber: 'setAside',
  meanNegative: 'setAside',
  meanAboveMaximum: 'setAside',
  spreadNotPossible: 'setAside',
  shareNotPossible: 'setAside',
  duplicatePaper: 'setAside',
  rowShifted: 'setAside',
  duplicateSitting: 'setAside',
  duplicateSchool: 'setAside',
  duplicateAssessment: 'setAside',
  duplicateParticipation: 'setAside',
  scaleNotReadable: 'setAside',
  observerNotKnown: 'setAside',
  schoolNotFound: 'setAside',
  schoolAmbiguous: 'setAside',
  enrolledNotWhole: 'setAside',
  recheckEmpty: 'setAside',
  recheckSumDiffers: 'setAside',
  recheckAwaited: 'note',
  recheckItemsPartly: 'note',
  confirmedNotKnown: 'setAside',
  listedNotKnown: 'setAside',
  codifierRowNotRead: 'setAside',
  formulaWithoutValue: 'setAside',
  // The row takes part, and the reader should know.
  unknownSchool: 'note',
  schoolsWithoutResults: 'note',
  totalDiffersFromItems: 'note',
  totalsAreNoSums: 'note',
  itemsNotAllRead: 'note',
  itemsNotOfScale: 'note',
  markNotKnown: 'note',
  journalMarkNotKnown: 'note',
  markDiffersFromCuts: 'note',
  yesNoNotKnown: 'note',
  observerCellNotKnown: 'note',
  schoolValuesDiffer: 'note',
  schoolNameNotKnown: 'note',
  dateNotKnown: 'note',
  contextNotNumber: 'note',
  participantsNotKnown: 'note',
  participantsDiffer: 'note',
  participantsAboveEnrolled: 'note',
  levelsDiffer: 'note',
  roundedShares: 'note',
  observersWithoutSitting: 'note',
  participationWithoutSitting: 'note',
  recheckWithoutSitting: 'note',
  earlierNotEarlier: 'note',
  earlierWithoutResults: 'note',
  codifierNotPlaced: 'note',
  otherEncoding: 'note',
  lettersTorn: 'note',
  moreOfTheSame: 'note',
  // What was understood of a file, where the reader should look at it.
  leftForFlag: 'note',
  ownOutputLeftOut: 'note',
  emptyLeftOut: 'note',
  documentLeftOut: 'note',
  sheetLeftOut: 'note',
  hiddenSheet: 'note',
  subjectsInColumns: 'note',
  headersWereDates: 'note',
  gradeDiffersFromCodes: 'note',
  mergedCellsFilled: 'note',
  totalFromItems: 'note',
  formulaNotCalculated: 'note',
  secondTable: 'note',
  mappingWithoutFile: 'note',
} as const satisfies Readonly<Record<string, Problem['severity']>>

export type ProblemCode = keyof typeof PROBLEMS
