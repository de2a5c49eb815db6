import { expect, it } from 'vitest'
import { runFile } from '../support/build-script.ts'
import { jump } from '../support/test-clocks.ts'
import { addPerson, noKeychain, ownerPassword, setUp } from '../support/test-services.ts'

it('the command line says that the clock may be wrong, erases nothing meanwhile, and takes an admin’s word for it', async () => {
  const { services, owner, clock, dataDir, close, restart } = await setUp({ keychain: noKeychain })
  const { id } = await addPerson(services, owner)
  await services.users.deleteMany({ ids: [id] }, owner)
  await close()
  jump(clock, 40 * 86_400_000)
  const keydesk = async (...words: readonly string[]) => {
    const args = ['--data-dir', dataDir, ...words, '--password-stdin', '--json']
    const { status, out, err } = await runFile('electron/cli.ts', args, { input: `${ownerPassword}\n` })
    return { status, document: JSON.parse(out) as unknown, err }
  }
  const list = await keydesk('users', 'list')
  expect(list).toMatchObject({ status: 0, err: expect.stringContaining('keydesk clock confirm') })
  expect(list.err).toContain('Then 1 deleted user is permanently deleted.')
  expect(await keydesk('clock', 'show')).toMatchObject({
    status: 0,
    document: { state: 'ahead', waiting: { deleted: 1, passwords: 0 } },
  })
  expect(await keydesk('clock', 'confirm')).toMatchObject({ status: 0, document: { state: 'right' } })
  expect((await keydesk('clock', 'show')).err).not.toContain('clock confirm')
  expect(await (await restart()).deleted.list({ offset: 0, limit: 10 }, owner)).toMatchObject({ total: 0 })
})
