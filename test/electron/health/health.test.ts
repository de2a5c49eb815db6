import { expect, it } from 'vitest'
import { createCaller } from '../../../electron/rpc/caller.ts'
import { damageTable } from '../../support/damage.ts'
import { addPerson, setUp, signedInPerson } from '../../support/test-services.ts'

it('names damaged tables to global admins, after the start and when they ask, and reports nothing while all is well', async () => {
  const test = await setUp({ checkAfter: 0 })
  await addPerson(test.services, test.owner)
  const reader = await signedInPerson(test.services, test.owner, ['globalReader'])
  expect(await test.services.health.check({}, test.owner)).toEqual({ damaged: [] })
  const asReader = createCaller(test.services.serve, reader.call)
  await expect(asReader.health.state({})).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
  await test.close()
  damageTable(test.dataDir, 'views')
  const again = await test.restart()
  const owner = again.sessions.callFor(test.ownerId, 'browser')
  await expect.poll(() => again.health.state({}, owner)).toEqual({ damaged: ['views'] })
  // Everything else works as before.
  await addPerson(again, owner)
  expect(await again.health.check({}, owner)).toEqual({ damaged: ['views'] })
})
