// Works on a log of a million entries, and on the same entries without the product, in turns, and says the times as JSON. Started by audit.ts.
import { hash } from 'node:crypto'
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { hashedColumns } from '../../electron/audit/chain.ts'
import { plainDoor } from '../../electron/door/door-port.ts'
import { createServices } from '../../electron/services.ts'
import { type AuditFilter, everyEntry } from '../../shared/audit.ts'
import { percentile, timed } from './bench-row.ts'
import { createRandom } from './made-up-users.ts'
import { owner } from './running-door.ts'
import { watched } from './watched.ts'

export type AuditTimes = {
  readonly verify: readonly Pair[]
  readonly export: readonly Pair[]
  readonly pages: { readonly p50: number; readonly p95: number; readonly max: number; readonly slowest: string }
  /** What this process held while it exported, after each so many entries. */
  readonly memory: readonly Held[]
}
/** Milliseconds of the product and of the bare work, and the longest time in which the main thread answered nobody, its own work apart. */
type Pair = { readonly product: number; readonly bare: number; readonly blocked: number; readonly own: number }

/** MB, after a collection; `highest` of everything until then. */
export type Held = {
  readonly entries: number
  readonly heap: number
  readonly resident: number
  readonly highest: number
}

const rounds = 3
/** Entries after which what an export holds is looked at. */
const looks = [100_000, 500_000, 1_000_000]
const [dataDir = ''] = process.argv.slice(2)
const services = await createServices({ dataDir, door: 'commandLine', doorPort: plainDoor(() => 'en') })
const call = await services.callAs(owner.username, owner.password)
const file = join(dataDir, 'keydesk.db')
const target = join(dataDir, 'export.csv')

/** What is hashed, a block of entries each, read beforehand. */
function readTexts(): readonly Buffer[] {
  const sql = new Sqlite(file, { readonly: true })
  const rows = sql.prepare(`SELECT ${hashedColumns.join(', ')} FROM audit ORDER BY id`).raw()
  const texts: Buffer[] = []
  let block: string[] = []
  const keep = () => {
    texts.push(Buffer.from(block.join('\n')))
    block = []
  }
  for (const row of rows.iterate()) {
    block.push(JSON.stringify(row))
    if (block.length === 1000) keep()
  }
  if (block.length > 0) keep()
  sql.close()
  return texts
}

/** A chain of SHA-256 over the same bytes and nothing else. */
function chainBare(texts: readonly Buffer[]): void {
  let previous: Uint8Array = new Uint8Array(32)
  const room = Buffer.alloc(65_536)
  for (const text of texts) {
    for (let from = 0; from < text.length; ) {
      const newline = text.indexOf(10, from)
      const to = newline < 0 ? text.length : newline
      room.set(previous, 0)
      text.copy(room, 32, from, to)
      previous = hash('sha256', room.subarray(0, 32 + to - from), 'buffer')
      from = to + 1
    }
  }
}

/** Reads and writes the same rows without interpreting them. */
function exportBare(): void {
  const sql = new Sqlite(file, { readonly: true })
  const out = openSync(target, 'w')
  let text = ''
  for (const row of sql.prepare('SELECT * FROM audit ORDER BY id').raw().iterate()) {
    text += `${(row as unknown[]).join(',')}\n`
    if (text.length > 1_000_000) {
      writeSync(out, text)
      text = ''
    }
  }
  writeSync(out, text)
  closeSync(out)
  sql.close()
}

/** Exports everything as a door does, piece by piece; the file is written beside the main thread, as whoever is at the other end does it. */
async function exportAll(look?: (done: number) => void): Promise<void> {
  const { exportId } = await services.audit.startExport({ filter: everyEntry, language: 'en' }, call)
  const out = await open(target, 'w')
  for (let isLast = false; !isLast; ) {
    const piece = await services.audit.readExport({ exportId }, call)
    await out.write(piece.csv)
    isLast = piece.isLast
    look?.(piece.done)
  }
  await out.close()
}

/** Memory of this process, all its threads in it, while it exports once more. */
async function memoryOfExport(): Promise<readonly Held[]> {
  const held: Held[] = []
  let highest = 0
  await exportAll((done) => {
    const { rss } = process.memoryUsage()
    highest = Math.max(highest, rss)
    if (done < (looks[held.length] ?? Number.POSITIVE_INFINITY)) return
    globalThis.gc?.()
    const { heapUsed, rss: resident } = process.memoryUsage()
    held.push({ entries: done, heap: heapUsed / 2 ** 20, resident: resident / 2 ** 20, highest: highest / 2 ** 20 })
  })
  return held
}

async function verify(): Promise<void> {
  const { isIntact } = await services.audit.verify({}, call)
  if (!isIntact) throw new Error('The log is not intact.')
}

/** Pages as somebody looks for something: every kind of filter, first pages and pages far back. */
async function timePages(): Promise<AuditTimes['pages']> {
  const random = createRandom(9)
  const from = Date.UTC(2020, 0, 1)
  const filters: (() => Partial<AuditFilter>)[] = [
    () => ({}),
    () => ({ action: 'Reset user password.' }),
    () => ({ from: from + random(900_000) * 1000 }),
    () => ({ until: from + random(900_000) * 1000, action: 'UserLoggedIn' }),
    () => ({ person: `person${random(100_000)}@` }),
    () => ({ person: `admin${random(50)}@` }),
    () => ({ person: 'nordwind' }),
    () => ({ person: `person${random(100)}`, action: 'Update user.' }),
    () => ({ person: `son${random(10)}`, from: from + random(900_000) * 1000 }),
    () => ({ person: `person${random(10)}`, action: 'Reveal password.', until: from + random(900_000) * 1000 }),
    () => ({ person: `person${random(100_000)}@`, action: 'Reveal password.' }),
    () => ({ person: 'nobody like this' }),
  ]
  const times: { readonly took: number; readonly what: string }[] = []
  for (let at = 0; at < 300; at += 1) {
    const filter = { ...everyEntry, ...filters[at % filters.length]?.() }
    const offset = [0, 0, 100, 5000][random(4)] ?? 0
    const took = await timed(() => services.audit.list({ filter, offset, limit: 100 }, call))
    times.push({ took, what: `${JSON.stringify(filter)} from ${offset}` })
  }
  const sorted = times.toSorted((a, b) => b.took - a.took)
  const all = times.map(({ took }) => took)
  const [slowest] = sorted
  return {
    p50: percentile(all, 0.5),
    p95: percentile(all, 0.95),
    max: slowest?.took ?? 0,
    slowest: slowest?.what ?? '',
  }
}

const pages = await timePages()
// Before the texts of the bare chain fill the memory.
const memory = await memoryOfExport()
const texts = readTexts()
const pairs = { verify: [] as Pair[], export: [] as Pair[] }
for (let round = 0; round < rounds; round += 1) {
  const { took, ...checked } = await watched(verify)
  pairs.verify.push({ product: took, bare: await timed(() => chainBare(texts)), ...checked })
  const { took: exportTook, ...exported } = await watched(() => exportAll())
  pairs.export.push({ product: exportTook, bare: await timed(exportBare), ...exported })
}
await services.close()
rmSync(target, { force: true })
process.stdout.write(JSON.stringify({ ...pairs, pages, memory } satisfies AuditTimes))
