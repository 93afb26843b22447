/** What is installed with this package, from the lock. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface LockedPackage {
  /** Folder below the root: `node_modules/zod`. */
  readonly path: string
  readonly name: string
  readonly version: string
  readonly license?: string
  readonly integrity?: string
  readonly resolved?: string
  readonly hasInstallScript?: boolean
}

type Locked = Omit<LockedPackage, 'path' | 'name'> & {
  readonly dev?: boolean
  readonly devOptional?: boolean
  readonly peer?: boolean
}

/** Packages that a user of this package gets, without those for its development and without the optional engine. */
export function productionPackages(root: string): LockedPackage[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, Locked> }
  return Object.entries(lock.packages)
    .filter(([path, { dev, devOptional, peer }]) => path !== '' && ![dev, devOptional, peer].includes(true))
    .map(([path, locked]) => ({ ...locked, path, name: path.replace(/^.*node_modules\//, '') }))
}
