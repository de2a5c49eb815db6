import { realpathSync } from 'node:fs'
import { type ProgramFault, programFault } from '../../shared/rules/program-path.ts'

/**
 * Why a path can't be that of the program for text messages, judged by the file that a link leads to. Checked again at each run, because
 * another file may lie there by then.
 */
export function faultOfProgram(path: string): ProgramFault | null {
  try {
    return programFault(path) ?? programFault(realpathSync(path))
  } catch {
    // A missing file is not reported here: starting it fails later.
    return programFault(path)
  }
}
