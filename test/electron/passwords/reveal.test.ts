import { expect, it } from 'vitest'
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
