import { version as packageVersion } from '../package.json'

/** Version of the package, as in `package.json`. */
export const version: string = packageVersion
