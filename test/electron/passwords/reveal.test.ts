import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import type { UserId } from '../../../shared/ids.ts'
import { noFilter } from '../../../shared/users.ts'
import { addPerson, setUp } from '../../support/test-services.ts'
import { withoutApproval } from '../../support/without-approval.ts'

const everybody = { kind: 'matching', query: { search: '', filter: noFilter }, except: [] } as const

it('writes the results of a job in the words of who asks, reasons and the name of the file too', async () => {
  const { services, owner } = await setUp()
  const done = await addPerson(services, owner)
  const leftOut = await addPerson(services, owner)
  const options = { style: 'strong', language: 'en', mustChange: true } as const
  const { jobId } = withoutApproval(await services.passwords.resetMany({ selection: everybody, ...options }, owner))
  await services.users.block({ id: leftOut.id, isBlocked: true }, owner)
  await services.jobs.finished(jobId)
  const danish = await services.passwords.exportResults({ jobId, language: 'da' }, owner)
  expect(danish.fileName).toMatch(/^keydesk-adgangskoder-\d{4}-\d\d-\d\d\.csv$/)
  const [headings, ...rows] = danish.csv.trim().split('\r\n')
  expect(headings).toMatch(/Brugernavn;Vist navn;Adgangskode;/)
  expect(rows.find((row) => row.startsWith(done.username))).toMatch(/;Udført;$/)
  expect(rows.find((row) => row.startsWith(leftOut.username))).toMatch(/;;;Udeladt;Logon er blokeret$/)
  const english = await services.passwords.exportResults({ jobId, language: 'en' }, owner)
  expect(english.csv).toContain(',,,Left out,Sign-in is blocked')
})

/** Two people after a reset of both; the stored password of the second is damaged. */
async function oneDamaged() {
  const { services, owner, dataDir } = await setUp()
  const intact = await addPerson(services, owner)
  const bad = await addPerson(services, owner)
  const options = { style: 'strong', language: 'en', mustChange: true } as const
  const { jobId } = withoutApproval(await services.passwords.resetMany({ selection: everybody, ...options }, owner))
  await services.jobs.finished(jobId)
  const sql = new Sqlite(join(dataDir, 'keydesk.db'))
  sql.prepare('UPDATE secrets SET sealed = zeroblob(length(sealed)) WHERE user_id = ?').run(bad.id)
  sql.close()
  const secretOf = async (userId: UserId) =>
    (await services.passwords.ticketOf({ userId }, owner)).ticket?.secretId as never
  const [intactSecret, badSecret] = [await secretOf(intact.id), await secretOf(bad.id)]
  return { services, owner, dataDir, intact, bad, jobId, intactSecret, badSecret }
}

it('a damaged password hides none of the others and is named, and alone it is refused', async () => {
  const { services, owner, intact, bad, intactSecret, badSecret } = await oneDamaged()
  const reveal = async (...secretIds: never[]) => services.passwords.reveal({ secretIds }, owner)
  const { passwords, damaged } = await reveal(badSecret, intactSecret)
  expect([passwords.map(({ userId }) => userId), damaged]).toEqual([[intact.id], [bad.username]])
  await expect(reveal(badSecret)).rejects.toMatchObject({ code: 'SECRET_DAMAGED', data: { names: [bad.username] } })
})

it('nothing is shown of many where one of them is gone', async () => {
  const { services, owner, bad, intactSecret, badSecret } = await oneDamaged()
  await services.users.deleteMany({ ids: [bad.id] }, owner)
  const reveal = async () => services.passwords.reveal({ secretIds: [intactSecret, badSecret] }, owner)
  await expect(reveal()).rejects.toMatchObject({ code: 'SECRET_GONE' })
})

it('the results of a job have an empty cell for a damaged password, with the reason, and all the others', async () => {
  const { services, owner, intact, bad, jobId } = await oneDamaged()
  const { csv } = await services.passwords.exportResults({ jobId, language: 'en' }, owner)
  const lineOf = ({ username }: { username: string }) => csv.split('\r\n').find((row) => row.startsWith(username))
  expect(lineOf(intact)).toMatch(/^[^,]+,[^,]+,[^,]{16},[^,]+,Done,$/)
  expect(lineOf(bad)).toMatch(/^[^,]+,[^,]+,,,Done,.*damaged/)
})

it('no results are given out where what was read can not be written into the audit log', async () => {
  const { services, owner, jobId, dataDir } = await oneDamaged()
  const sql = new Sqlite(join(dataDir, 'keydesk.db'))
  sql.exec("CREATE TRIGGER refuse BEFORE INSERT ON audit BEGIN SELECT raise(ABORT, 'the log is full'); END")
  sql.close()
  const results = async () => services.passwords.exportResults({ jobId, language: 'en' }, owner)
  await expect(results()).rejects.toThrow('the log is full')
})
