import { expect, it } from 'vitest'
import { runFile } from '../support/build-script.ts'
import { codeAt, registerAuthenticator } from '../support/second-factor.ts'
import { nobody, noKeychain, setUp } from '../support/test-services.ts'

it('the command line takes the code as the second line of standard input, each code once', async () => {
  const office = await setUp({ keychain: noKeychain })
  const person = { username: 'owner@nordwind.test', password: 'Blue-Harbour-42-lamp' }
  const app = await registerAuthenticator(office.services, office.owner, office.clock)
  const { session } = await office.services.sessions.signIn(person, nobody)
  expect(session.factor).toBe('needed')
  await office.close()
  const list = (...lines: readonly string[]) =>
    runFile('electron/cli.ts', ['--data-dir', office.dataDir, 'users', 'list', '--json', '--password-stdin'], {
      input: [person.password, ...lines].join('\n'),
    })
  expect(await list()).toMatchObject({ status: 2, out: '', err: expect.stringContaining('second line') })
  expect(await list('000000')).toMatchObject({ status: 3, out: '' })
  const code = codeAt(app.secret, office.clock.now + 30_000)
  expect(await list(code, '')).toMatchObject({ status: 0, out: expect.stringContaining(person.username) })
  expect(await list(code)).toMatchObject({ status: 3, out: '' })
  expect(await list(app.recoveryCodes[4] ?? '')).toMatchObject({ status: 0 })
  const { out } = await runFile('electron/cli.ts', ['--help'])
  expect(out).toContain('second line')
})
