import module from 'node:module'
import { fileURLToPath } from 'node:url'
import { builtFolder } from './built-files.ts'

// Imported second by every entry: what Node has compiled of Keydesk is kept beside the built screens, so that the next start need not do it again.
// Where that folder can't be written, each start compiles anew. An older Node has been told so already, and knows no such cache.

/** A program that somebody ends suddenly keeps its code, too. Milliseconds after its start, when nobody waits for it any more. */
const keepAfter = 15_000

module.enableCompileCache?.(fileURLToPath(new URL('compiled/', builtFolder)))
setTimeout(() => module.flushCompileCache?.(), keepAfter).unref()
