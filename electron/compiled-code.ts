import module from 'node:module'
import { compiledFolder } from './built-files.ts'

// Imported second by every program: keeps Node's compiled code of Keydesk, so that the next start need not compile again. Where its folder
// can't be written, each start compiles anew. Node before 24 has been refused by the first import.

/** Milliseconds after the start at which the compiled code is written for the first time, so that it is kept even if the program is killed later. */
const keepAfter = 15_000

const folder = compiledFolder()
if (folder !== null) module.enableCompileCache?.(folder)
setTimeout(() => module.flushCompileCache?.(), keepAfter).unref()
