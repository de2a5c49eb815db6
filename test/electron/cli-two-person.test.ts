import { expect, it } from 'vitest'
import { runFile } from '../support/build-script.ts'
import { addPerson, noKeychain, ownerName, ownerPassword, temporaryFolder } from '../support/test-services.ts'
import { threeAdmins } from '../support/two-admins.ts'

it('the command line asks a second admin too, with the number of the request and exit status 1', async () => {
  const dataDir = temporaryFolder()
  const test = await threeAdmins({ dataDir, keychain: noKeychain })
  await addPerson(test.services, test.owner)
  await test.close()
  const keydesk = async (...args: readonly string[]) => {
    const given = ['--data-dir', dataDir, '--as', ownerName, ...args, '--password-stdin', '--json']
    const { status, out, err } = await runFile('electron/cli.ts', given, { input: `${ownerPassword}\n` })
    return { status, document: JSON.parse(out) as unknown, err }
  }
  const one = await keydesk('password', 'reset', test.third.username)
  expect(one).toMatchObject({ status: 1, document: { request: 1 } })
  expect(one.err).toContain('It is waiting as request 1 on the Requests page')
  expect(await keydesk('password', 'reset', '--all')).toMatchObject({ status: 1, document: { request: 2 } })
  const off = '{"deletedDays":40,"twoPerson":{"isOn":false}}'
  const changes = [{ path: 'signIn.deletedDays', before: '30', after: '40' }]
  expect(await keydesk('policy', 'set', 'signIn', off)).toMatchObject({ status: 1, document: { changes, request: 3 } })
})
