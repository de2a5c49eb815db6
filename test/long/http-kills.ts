import { setTimeout as wait } from 'node:timers/promises'
import { ORPCError } from '@orpc/client'
import { expect } from 'vitest'
import type { OutboxMail } from '../../shared/mail.ts'
import { ownerName, ownerPassword } from '../support/test-services.ts'
import { kinds, type WorkContext } from './desk-work.ts'
import {
  type Client,
  type Desk,
  isCutOff,
  makeWorld,
  type Operation,
  readStore,
  startDesk,
  trustPortal,
  type World,
} from './killed-desk.ts'
import { count, seededRandom } from './tally.ts'

const workerCount = 3
const owner = { username: ownerName, password: ownerPassword }
type Counts = { kills: number; acknowledged: number; lost: number; half: number; cutOff: number }
export type KillCounts = ReadonlyMap<string, Counts>

/**
 * Kills a real desk at random moments while a client does every kind of work over HTTP, and looks each time at what the store holds: what was
 * acknowledged is there, and what was not is there whole or not at all. `stream` tells lanes of one seed apart.
 */
export async function killOverHttp(kills: number, stream: number): Promise<KillCounts> {
  const random = seededRandom(20_261_129, stream)
  const world = await makeWorld(Math.max(160, kills * 24))
  const counts = new Map<string, Counts>()
  const of = (work: string) => {
    const known = counts.get(work) ?? { kills: 0, acknowledged: 0, lost: 0, half: 0, cutOff: 0 }
    counts.set(work, known)
    return known
  }
  const complaints: string[] = []
  const lasting: Operation[] = []
  for (let round = 0; round < kills; round += 1) {
    const desk = await startDesk(world)
    await workAndKill(world, desk, random)
    readStore(world.dataDir, (sql) => {
      expect(sql.pragma('integrity_check', { simple: true })).toBe('ok')
      expect(sql.pragma('foreign_key_check')).toEqual([])
      for (const operation of world.operations) judge(operation, sql)
    })
    const under = new Set(world.operations.filter(({ isAcknowledged }) => !isAcknowledged).map(({ work }) => work))
    for (const work of under.size > 0 ? under : ['between two operations']) of(work).kills += 1
    lasting.push(...world.operations.filter(({ lasts, isAcknowledged }) => lasts && isAcknowledged))
    world.operations.length = 0
  }
  await settle(world)
  readStore(world.dataDir, (sql) => {
    for (const operation of lasting) if (operation.look(sql) !== 'whole') complain(operation, 'lost', 'later')
  })
  if (complaints.length > 0) process.stdout.write(`${complaints.join('\n')}\n`)
  for (const [work, { kills: killed, acknowledged, lost, half }] of counts)
    count({ work: `HTTP: ${work}`, kills: killed, acknowledged, lost, half })
  return counts

  function judge(operation: Operation, sql: Parameters<Operation['look']>[0]): void {
    const found = operation.look(sql)
    if (operation.isAcknowledged) of(operation.work).acknowledged += 1
    if (found === 'half') complain(operation, 'half', 'after the kill')
    else if (operation.isAcknowledged && found !== 'whole') complain(operation, 'lost', 'after the kill')
  }

  function complain({ work, look }: Operation, what: 'lost' | 'half', when: string): void {
    of(work)[what] += 1
    complaints.push(`${what}: ${work}, ${when}: ${look}`)
  }
}

/** Several workers run until the desk is killed at a random moment. */
async function workAndKill(world: World, desk: Desk, random: () => number): Promise<void> {
  const [first, second] = await Promise.all([desk.signIn(owner), desk.signIn(world.second)])
  if (world.ca === '') await trustPortal(world, first)
  const step: WorkContext['step'] = async (work, look, run, lasts = true) => {
    const operation: Operation = { work, look, isAcknowledged: false, lasts }
    world.operations.push(operation)
    const answer = await run()
    operation.isAcknowledged = true
    return answer
  }
  const given: WorkContext = { world, desk, owner: first, second, step, random }
  const names = Object.keys(kinds)
  const worker = async () => {
    while (!desk.isKilled()) {
      const kind = kinds[names[Math.floor(random() * names.length)] as string]
      try {
        await kind?.(given)
      } catch (error) {
        if (!desk.isKilled() && !(await isEnding(desk, error))) throw error
        return
      }
    }
  }
  const work = Promise.all(Array.from({ length: workerCount }, worker))
  await Promise.race([work, wait(20 + random() * 380)])
  await desk.kill()
  await work
}

/** A cut connection may be noticed a moment before the end of the process. */
async function isEnding(desk: Desk, error: unknown): Promise<boolean> {
  if (!isCutOff(error)) return false
  return Promise.race([desk.ended.then(() => true), wait(2000, false)])
}

/** The desk goes on with what was cut off: every job ends, every mail goes out, and nothing was done twice. */
async function settle(world: World): Promise<void> {
  const desk = await startDesk(world)
  const client = await desk.signIn(owner)
  for (;;) {
    const { jobs } = await client.jobs.list({})
    const { mails, counts } = await client.mail.outbox({ state: 'waiting', offset: 0, limit: 50 })
    const isIdle = jobs.every(({ state }) => state === 'done')
    if (isIdle && counts.waiting === 0) break
    await trySoon(client, mails)
    // Thousands of mails take longer than a session lasts in which nobody does anything.
    await client.sessions.touch({})
    await wait(200)
  }
  expect(await client.audit.verify({})).toMatchObject({ isIntact: true })
  await desk.stop()
  const twice = readStore(world.dataDir, (sql) =>
    sql
      .prepare(
        "SELECT target_id FROM audit WHERE action = 'Reset user password.' AND json_extract(detail, '$.job') IS NOT NULL GROUP BY target_id, json_extract(detail, '$.job') HAVING count(*) > 1",
      )
      .all(),
  )
  expect(twice, 'nobody was reset twice by one job').toEqual([])
  mustHaveArrived(world)
}

/** On a busy machine the mail server may not have answered in time; an admin does not wait for the next try, which may be an hour away. */
async function trySoon(client: Client, mails: readonly OutboxMail[]): Promise<void> {
  for (const { id, nextTryAt } of mails) {
    if (nextTryAt === null || nextTryAt < Date.now() + 30_000) continue
    // The one that is being sent at this moment needs no other try.
    await client.mail.retry({ id }).catch((error) => {
      if (!(error instanceof ORPCError) || error.code !== 'MAIL_STATE') throw error
    })
  }
}

/** Each acknowledged reset was mailed at least once; a mail that was cut off is sent again with the same Message-ID. */
function mustHaveArrived(world: World): void {
  const idsOf = new Map<string, Set<string>>()
  for (const { to, text } of world.mailServer.arrived) {
    const id = /^Message-ID: (.*)$/im.exec(text)?.[1] ?? ''
    for (const recipient of to) idsOf.set(recipient, (idsOf.get(recipient) ?? new Set()).add(id))
  }
  const mailed = readStore(world.dataDir, (sql) => {
    const usernameOf = sql.prepare('SELECT coalesce(deleted_username, username) FROM users WHERE id = ?').pluck()
    return [...world.resets].map(([id, times]) => ({ username: usernameOf.get(id) as string, times }))
  })
  const missing = mailed.filter(({ username, times }) => (idsOf.get(username)?.size ?? 0) < times)
  count({
    work: 'HTTP: mail',
    acknowledged: mailed.length,
    lost: missing.length,
    note: `${world.mailServer.arrived.length} mails arrived for ${mailed.length} resets`,
  })
  expect(missing).toEqual([])
}

/** The sum over all kinds. */
export function summed(counts: readonly KillCounts[]): Counts {
  const sum: Counts = { kills: 0, acknowledged: 0, lost: 0, half: 0, cutOff: 0 }
  for (const one of counts.flatMap((each) => [...each.values()])) {
    sum.acknowledged += one.acknowledged
    sum.lost += one.lost
    sum.half += one.half
  }
  return sum
}
