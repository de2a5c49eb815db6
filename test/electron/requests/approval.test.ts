import { describe, expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../../../electron/db/database.ts'
import { createRequests, type RequestsDeps } from '../../../electron/requests/requests.ts'
import type { Actor, Approval, SignedInCall } from '../../../electron/rpc/call.ts'
import { SecondAdminNeeded } from '../../../shared/errors.ts'
import type { UserId } from '../../../shared/ids.ts'
import { temporaryFolder } from '../../support/test-services.ts'

const facts = [{ name: 'signIn', value: 'blocked' }] as const
const admin = (id: number): Actor => ({
  id: id as UserId,
  username: `admin${id}`,
  displayName: `Admin ${id}`,
  roles: ['globalAdministrator'],
  limits: [],
  rolesOver: () => ['globalAdministrator'],
  mustChange: false,
})
const callOf = (id: number): SignedInCall => ({
  actor: admin(id),
  door: 'browser',
  token: null,
  isLocked: false,
  isConfirmed: true,
})

/** Requests on a store of their own, with one that waits; `approve` does `work` as the approved operation. */
function oneThatWaits() {
  const db = openDatabase(temporaryFolder())
  onTestFinished(() => db.close())
  // In the store, so that it is undone with the work.
  db.sql.exec('CREATE TABLE noted (action TEXT) STRICT')
  const put = db.sql.prepare('INSERT INTO noted VALUES (?)')
  const deps = {
    db,
    audit: { append: ({ action }: { action: string }) => void put.run(action) },
    rowsOfUser: { recordWhatWasDone: () => {} },
    stored: () => null,
    actorOf: admin,
    vault: {
      digest: (_: string, text: string) => Buffer.from(text),
      seal: (_: string, _record: string, text: string) => Buffer.from(text),
      unseal: (_: string, _record: string, sealed: Uint8Array) => Buffer.from(sealed).toString(),
    },
    ...{ now: () => 1000, reached: () => 1000, runTime: () => 0, erasableUntil: () => 0 },
  } as unknown as RequestsDeps
  const requests = createRequests(deps)
  const needed = new SecondAdminNeeded(null, facts)
  const id = requests.hold({ operation: 'users.block', input: {}, needed }, callOf(1))
  const approve = (work: (take: Approval['take']) => void) => {
    requests.runOperationsBy((_operation, _input, { approval }) => work((approval as Approval).take))
    return requests.approve({ id }, callOf(2))
  }
  const state = async () => (await requests.list({ offset: 0, limit: 1 }, callOf(2))).requests[0]?.state
  const noted = () => db.sql.prepare('SELECT action FROM noted ORDER BY rowid').pluck().all()
  return { db, noted, approve, state }
}

describe('an approval', () => {
  it('is used up once by an operation that asks for it again in the same transaction', () => {
    const { db, noted, approve } = oneThatWaits()
    const twice = (take: Approval['take']) =>
      db.transaction(() => {
        take(facts)
        take(facts)
      })
    expect(approve(twice)).toMatchObject({ state: 'approved', decidedBy: 'admin2' })
    expect(noted()).toEqual(['Request approval.', 'Approve request.'])
  })

  it('that was undone with a part of the work is used up by the part that is done', () => {
    const { db, noted, approve } = oneThatWaits()
    const triedAndDone = (take: Approval['take']) =>
      db.transaction(() => {
        expect(() =>
          db.savepoint(() => {
            take(facts)
            throw new Error('The first try failed')
          }),
        ).toThrow('The first try failed')
        take(facts)
      })
    expect(approve(triedAndDone)).toMatchObject({ state: 'approved' })
    expect(noted()).toEqual(['Request approval.', 'Approve request.'])
  })

  it('does not cover something else than what was asked for, also after a part that was undone', async () => {
    const { db, approve, state } = oneThatWaits()
    const somethingElse = (take: Approval['take']) =>
      db.transaction(() => {
        expect(() =>
          db.savepoint(() => {
            take(facts)
            throw new Error('The first try failed')
          }),
        ).toThrow('The first try failed')
        take([{ name: 'signIn', value: 'allowed' }])
      })
    expect(() => approve(somethingElse)).toThrow('REQUEST_CHANGED')
    expect(await state()).toBe('open')
  })

  it('is still there for the next try where the whole of the work was undone', async () => {
    const { db, approve, state } = oneThatWaits()
    const failing = (take: Approval['take']) =>
      db.transaction(() => {
        take(facts)
        throw new Error('The store is full')
      })
    expect(() => approve(failing)).toThrow('The store is full')
    expect(await state()).toBe('open')
    expect(approve((take) => take(facts))).toMatchObject({ state: 'approved' })
  })
})
