/**
 * Where no code may be made of text, Zod's faster way would be refused, and the browser would complain of the attempt. Stands
 * before the worker (`scripts/write-workbench.ts`): schemas ask for it as soon as they are made.
 */
import * as z from 'zod'

z.config({ jitless: true })
