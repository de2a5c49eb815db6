// Resets people one after the other until it is killed, and says whose password was changed, what it is, and what was refused. Started by in-place.test.ts.
import { writeSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { plainDoor } from '../../electron/door/door-port.ts'
import { createCaller } from '../../electron/rpc/caller.ts'
import { createServices } from '../../electron/services.ts'
import { DomainError } from '../../shared/errors.ts'
import type { UserId } from '../../shared/ids.ts'
import { fileKeychain } from './file-keychain.ts'

const [dataDir = '', keys = '', people = '1'] = process.argv.slice(2)
const say = (...words: readonly (string | number)[]) => writeSync(1, `${words.join(' ')}\n`)
const choice = { kind: 'generate', style: 'strong', language: 'en' } as const

try {
  const services = await createServices({
    dataDir,
    door: 'browser',
    doorPort: plainDoor(() => 'en'),
    keychain: fileKeychain(keys),
  })
  process.once('SIGTERM', () => void services.close().then(() => process.exit(0)))
  const owner = services.users.idOf('owner@nordwind.test') as UserId
  const call = { ...services.sessions.callFor(owner, 'browser'), isConfirmed: true }
  const caller = createCaller(services.serve, () => call)
  say('ready', process.pid)
  for (let id = 2; ; id = id > Number(people) ? 2 : id + 1) {
    try {
      const answer = await caller.passwords.reset({ userId: id as UserId, choice, mustChange: true })
      say('changed', id)
      // Time for a test that waits for this very moment.
      await sleep(30)
      const secretId = 'secretId' in answer ? answer.secretId : ('' as never)
      const { passwords } = await caller.passwords.reveal({ secretIds: [secretId] })
      say('reset', id, passwords[0]?.password ?? '')
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      say('refused', error.code, (error.data as { copy?: string }).copy ?? '')
      await sleep(50)
    }
  }
} catch (error) {
  if (!(error instanceof DomainError)) throw error
  say('cannotStart', error.code, (error.data as { holder?: string }).holder ?? '')
}
