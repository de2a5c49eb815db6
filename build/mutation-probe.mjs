import { appendFileSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterEach, beforeAll, beforeEach, expect } from 'vitest'

// Runs before each test file in a copy made by mutation.mjs: switches on the change that is asked for, or notes which test reaches which place.
const folder = join(import.meta.dirname, '../tmp')
const asked = readFileSync(join(folder, 'change'), 'utf8')
globalThis.__change = Number(asked)
process.env.KEYDESK_CHANGE = asked
let begun = 0
let isFirst = true

function note(test, ms) {
  const met = [...(globalThis.__met ?? [])]
  globalThis.__met?.clear()
  if (met.length === 0) return
  const file = relative(process.cwd(), expect.getState().testPath).replaceAll('\\', '/')
  appendFileSync(join(folder, `met-${process.pid}.jsonl`), `${JSON.stringify({ file, test, ms, met })}\n`)
}

if (globalThis.__change < 0) {
  // Places reached before all tests are noted as reached by loading, those reached before the first test as reached by the file. What runs
  // between later tests is not noted.
  beforeAll(() => note(null, 0))
  beforeEach(() => {
    if (isFirst) note('', 0)
    else globalThis.__met?.clear()
    isFirst = false
    begun = performance.now()
  })
  afterEach(({ task }) => note(task.fullTestName, Math.round(performance.now() - begun)))
}
