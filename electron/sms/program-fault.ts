import { realpathSync } from 'node:fs'
import { type ProgramFault, programFault } from '../../shared/rules/program-path.ts'

/** Why a path can't be that of the program for text messages, wherever a link leads; judged again at each run, because what lies there may be another by then. */
export function faultOfProgram(path: string): ProgramFault | null {
  try {
    return programFault(path) ?? programFault(realpathSync(path))
  } catch {
    // A missing file is no fault here; running it fails later.
    return programFault(path)
  }
}
