export { fitReference, type ReferenceFit, type Refused, referenceUsed, withReferenceScales } from './fit'
export { ReferenceMaker, type ReferenceSource } from './make'
export { parseReference, ReferenceFileError } from './parse'
export type { NotFitting, Reference, ReferenceAbout, ReferenceAssessment, ReferencePeers } from './reference'
