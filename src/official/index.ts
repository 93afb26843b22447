export { journalCorrelation, type OfficialMarkers, officialMarkers } from './markers'
