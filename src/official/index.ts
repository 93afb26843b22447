export { journalCorrelation, type OfficialMarkers, officialMarkers } from './markers'
export { type RuleFinding, type RuleId, rules2026 } from './rules-2026'
