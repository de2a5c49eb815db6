import module from 'node:module'
import { fileURLToPath } from 'node:url'
import { builtFolder } from './built-files.ts'

// Imported second by every entry: what Node has compiled of Keydesk is kept beside the built screens, so that the next start need not do it again.
// Where that folder can't be written, each start compiles anew. An older Node, which has no such cache, has been refused before this.

/** Milliseconds after the start at which the code is also written, so that it is kept even if the program is killed later. */
const keepAfter = 15_000

module.enableCompileCache?.(fileURLToPath(new URL('compiled/', builtFolder)))
setTimeout(() => module.flushCompileCache?.(), keepAfter).unref()
