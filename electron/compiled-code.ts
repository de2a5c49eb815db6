import module from 'node:module'
import { fileURLToPath } from 'node:url'
import { builtFolder } from './built-files.ts'

// Imported second by every program: keeps Node's compiled code of Keydesk beside the built screens, so that the next start need not compile
// again. Where that folder can't be written, each start compiles anew. Node before 24 has been refused by the first import.

/** Milliseconds after the start at which the compiled code is written for the first time, so that it is kept even if the program is killed later. */
const keepAfter = 15_000

module.enableCompileCache?.(fileURLToPath(new URL('compiled/', builtFolder)))
setTimeout(() => module.flushCompileCache?.(), keepAfter).unref()
