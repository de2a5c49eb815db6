import { expect, it } from 'vitest'
import { noFilter } from '../../../shared/users.ts'
import { setUp } from '../../support/test-services.ts'

const hostile = ["Robert'); DROP TABLE users; --", `" OR "1"="1`, "%' OR 1=1 --", '{{name}} \\']

it('what is typed is a value and never a part of a statement, in names, searches and the filter of the log', async () => {
  const { services, owner } = await setUp()
  for (const [at, displayName] of hostile.entries()) {
    const username = `hostile${at}@nordwind.test`
    const { id } = await services.users.add(
      { username, displayName, contact: { city: displayName }, language: null },
      owner,
    )
    services.groups.create({ name: displayName, kind: 'departments', departments: [displayName] }, owner)
    expect((await services.users.get({ id }, owner)).displayName).toBe(displayName)
    const query = { search: displayName, filter: noFilter }
    const sort = { by: 'displayName', direction: 'ascending', language: 'en' } as const
    const { rows } = await services.users.list({ query, sort, offset: 0, limit: 10 }, owner)
    expect(rows.map((row) => row.username)).toEqual([username])
    const filter = { person: displayName, action: null, from: null, until: null }
    const { entries } = await services.audit.list({ filter, offset: 0, limit: 10 }, owner)
    expect(entries.map(({ target }) => target)).toEqual([displayName])
  }
  expect(await services.audit.verify({}, owner)).toMatchObject({ isIntact: true })
})
