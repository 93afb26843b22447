/** A file of its own in the built library (`tsup.config.ts`): the package does not say that it can be left out, its importer can. */
import Papa from 'papaparse'

export default Papa
