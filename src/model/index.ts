/** The words of the house: every other module imports its nouns from here. */
export * from './codes'
export * from './input'
export * from './inspection'
export * from './outcome'
export * from './output'
export * from './result'
export * from './text'
export * from './told'
