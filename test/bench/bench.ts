import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { loadScript } from '../support/build-script.ts'
import { attackRows } from './attacks.ts'
import { auditRows } from './audit.ts'
import { backupRows } from './backup.ts'
import { asText, type BenchRow } from './bench-row.ts'
import { crowdRows } from './crowd.ts'
import { directoryRows } from './directories.ts'
import { everybodyRows } from './everybody.ts'
import { guessRows } from './guesses.ts'
import { httpRows } from './http.ts'
import { importRows } from './import.ts'
import { createPeople, type PeopleOf } from './imported-people.ts'
import { listRows, millionRows } from './list.ts'
import { manySignInsRows } from './many-sign-ins.ts'
import { oneResetRows } from './one-reset.ts'
import { packedRows } from './packed.ts'
import { policyRows } from './policy.ts'
import { portalMemoryRows } from './portal-memory.ts'
import { probeRows } from './probe.ts'
import { scrollRows } from './scroll.ts'
import { searchRows } from './search.ts'
import { signInRows } from './sign-in.ts'
import { startRows } from './start.ts'
import { wizardRows } from './wizard.ts'

type Group = (peopleOf: PeopleOf) => Promise<readonly BenchRow[]>

const groups: Readonly<Record<string, Group>> = {
  import: importRows,
  list: listRows,
  http: httpRows,
  start: startRows,
  'sign-in': signInRows,
  'many-sign-ins': manySignInsRows,
  policy: policyRows,
  search: searchRows,
  scroll: scrollRows,
  'one-reset': oneResetRows,
  everybody: everybodyRows,
  directories: directoryRows,
  attacks: attackRows,
  guesses: guessRows,
  wizard: wizardRows,
  crowd: crowdRows,
  probe: probeRows,
  'portal-memory': portalMemoryRows,
  audit: auditRows,
  backup: backupRows,
  packed: packedRows,
  million: millionRows,
}

const usage = `Usage: npm run bench -- [--json FILE] [--only NAME]
  --json FILE   also writes the report as JSON
  --only NAME   only one part: ${Object.keys(groups).join(', ')}`

async function measure(names: readonly string[]): Promise<{ rows: readonly BenchRow[]; faults: readonly string[] }> {
  const people = createPeople()
  const rows: BenchRow[] = []
  const faults: string[] = []
  try {
    for (const name of names) {
      process.stderr.write(`${name} …`)
      const start = performance.now()
      try {
        rows.push(...(await (groups[name] as Group)(people.of)))
      } catch (error) {
        faults.push(`${name} could not be measured: ${error instanceof Error ? error.message : error}`)
      }
      process.stderr.write(` ${((performance.now() - start) / 1000).toFixed(0)} s\n`)
    }
  } finally {
    people.remove()
  }
  return { rows, faults }
}

/** The options as given; null where they can't be understood. */
function readOptions() {
  try {
    const { values } = parseArgs({ options: { json: { type: 'string' }, only: { type: 'string' } } })
    return values.only === undefined || groups[values.only] !== undefined ? values : null
  } catch {
    return null
  }
}

async function main(): Promise<number> {
  const options = readOptions()
  if (options === null) {
    process.stderr.write(`${usage}\n`)
    return 2
  }
  const { json, only } = options
  const { build } = await loadScript<{ build: (name: string) => Promise<boolean> }>('setup.mjs')
  if (!(await build('renderer'))) throw new Error('The screens could not be built; Vite says why above.')
  const { rows, faults } = await measure(only === undefined ? Object.keys(groups) : [only])
  const machine = { cores: availableParallelism(), node: process.versions.node, date: new Date().toISOString() }
  process.stdout.write(`${asText(rows)}\n\n${machine.cores} cores, Node ${machine.node}, ${machine.date}\n`)
  if (json !== undefined) writeFileSync(json, `${JSON.stringify({ rows, machine }, null, 2)}\n`)
  for (const fault of faults) process.stderr.write(`${fault}\n`)
  return faults.length === 0 ? 0 : 1
}

process.exitCode = await main()
