import { setTimeout as wait } from 'node:timers/promises'
import { ORPCError } from '@orpc/client'
import { expect } from 'vitest'
import { ownerName, ownerPassword } from '../support/test-services.ts'
import type { TinyDisk } from '../support/tiny-disk.ts'
import { kinds, type WorkContext } from './desk-work.ts'
import type { DiskFault, failingDisk } from './failing-disk.ts'
import { type Desk, makeWorld, type Operation, readStore, startDesk, trustPortal, type World } from './killed-desk.ts'
import { count, seededRandom } from './tally.ts'

/** Breaks the disk at one place after the other; `isOver` after a round in which nothing failed. */
export type FaultPlan = {
  readonly name: string
  /** Breaks the disk for the round; false where there are no more places. */
  readonly begin: (round: number) => boolean
  readonly heal: () => void
  /** True if the disk did fail since `begin`. */
  readonly hasFailed: () => boolean
}
export type FaultCounts = {
  faults: number
  noticed: number
  acknowledged: number
  lost: number
  half: number
  wordless: string[]
}

const owner = { username: ownerName, password: ownerPassword }
/** What a full or broken disk may be called; anything else has no words of its own. */
const named = new Set(['DISK_FULL', 'DISK_FAULT', 'STORE_BUSY', 'STORE_READ_ONLY', 'STORE_DAMAGED'])

/** The n-th call fails, alone or with all that follow, for n from 1 until an operation makes no more calls. */
export function callByCall(
  disk: Exclude<ReturnType<typeof failingDisk>, string>,
  fault: DiskFault,
  isLasting: boolean,
): FaultPlan {
  let isLast = false
  return {
    name: `${fault} ${isLasting ? 'from the n-th call on' : 'at the n-th call'}`,
    begin: (round) => {
      if (round === 0) isLast = false
      if (isLast) return false
      disk.fail(round + 1, isLasting ? Number.MAX_SAFE_INTEGER : round + 1, fault)
      return true
    },
    heal: () => {
      disk.heal()
      isLast = disk.failed() === 0
    },
    hasFailed: () => disk.failed() > 0,
  }
}

/** The disk is full but for a few pages, one more in each round. */
export function pageByPage(disk: TinyDisk, pages: number): FaultPlan {
  return {
    name: 'a full disk with n pages left',
    begin: (round) => {
      if (round >= pages) return false
      disk.fill(round * 4096)
      return true
    },
    heal: disk.empty,
    hasFailed: () => true,
  }
}

/**
 * Does each kind of work on a disk that breaks at one place after the other. Never a wrong "done", nothing half, each refusal with words of its
 * own; the process goes on, and the same work succeeds when the disk is whole again.
 */
export async function workOnBreakingDisk(
  names: readonly string[],
  plans: readonly FaultPlan[],
  given: { readonly dataDir?: string; readonly environment?: NodeJS.ProcessEnv; readonly maximumRounds?: number },
): Promise<FaultCounts> {
  const world = await makeWorld(4000, given.dataDir)
  const desk = await startDesk(world, given.environment)
  const [first, second] = await Promise.all([desk.signIn(owner), desk.signIn(world.second)])
  await trustPortal(world, first)
  const sum: FaultCounts = { faults: 0, noticed: 0, acknowledged: 0, lost: 0, half: 0, wordless: [] }
  const step: WorkContext['step'] = async (work, look, run, lasts = true) => {
    const operation: Operation = { work, look, isAcknowledged: false, lasts }
    world.operations.push(operation)
    const answer = await run()
    operation.isAcknowledged = true
    return answer
  }
  const context: WorkContext = { world, desk, owner: first, second, step, random: seededRandom(1) }
  for (const name of names) {
    for (const plan of plans) {
      const before = { ...sum }
      for (let round = 0; round < (given.maximumRounds ?? 400) && plan.begin(round); round += 1) {
        const error = await faultOf(() => (kinds[name] as (context: WorkContext) => Promise<void>)(context))
        plan.heal()
        if (plan.hasFailed()) sum.faults += 1
        if (error !== null) {
          sum.noticed += 1
          mustHaveWords(error, `${name}, ${plan.name}, ${round + 1}`, sum)
        }
        look(world, sum, `${name}, ${plan.name}, ${round + 1}`)
      }
      // The disk is whole again: the work goes on in the same process.
      await kinds[name]?.(context)
      look(world, sum, `${name} after ${plan.name}`)
      const part = (what: 'faults' | 'noticed' | 'acknowledged' | 'lost' | 'half') => sum[what] - before[what]
      const parts = { faults: part('faults'), noticed: part('noticed'), acknowledged: part('acknowledged') }
      count({ work: `disk: ${name}`, ...parts, lost: part('lost'), half: part('half') })
    }
  }
  await settle(desk, world)
  return sum
}

async function faultOf(work: () => Promise<void>): Promise<unknown> {
  try {
    await work()
    return null
  } catch (error) {
    return error
  }
}

function mustHaveWords(error: unknown, where: string, sum: FaultCounts): void {
  // At the portal only the status is read.
  const isPortal = error instanceof Error && /The portal answered 50[37]/.test(error.message)
  if (isPortal || (error instanceof ORPCError && named.has(error.code))) return
  sum.wordless.push(`${where}: ${error instanceof ORPCError ? error.code : String(error)}`)
}

function look(world: World, sum: FaultCounts, where: string): void {
  readStore(world.dataDir, (sql) => {
    for (const operation of world.operations) {
      const found = operation.look(sql)
      if (operation.isAcknowledged) sum.acknowledged += 1
      if (found === 'half') sum.half += 1
      if (operation.isAcknowledged && found === 'absent') sum.lost += 1
      if (found === 'half' || (operation.isAcknowledged && found !== 'whole'))
        process.stdout.write(
          `${found}, ${operation.isAcknowledged ? '' : 'not '}acknowledged: ${where}: ${operation.look}\n`,
        )
    }
  })
  world.operations.length = 0
}

/** Every job that was interrupted goes on by itself, the log is whole, and so is the store after a restart. */
async function settle(desk: Desk, world: World): Promise<void> {
  const client = await desk.signIn(owner)
  while ((await client.jobs.list({})).jobs.some(({ state }) => state !== 'done')) await wait(200)
  expect(await client.audit.verify({})).toMatchObject({ isIntact: true })
  await desk.stop()
  readStore(world.dataDir, (sql) => {
    expect(sql.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(sql.pragma('foreign_key_check')).toEqual([])
  })
}
