/** A file of its own in the built library (`tsup.config.ts`): the package does not say that it can be left out, its importer can. */
export { kmeans } from 'ml-kmeans'
