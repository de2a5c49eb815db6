// Works on a data folder until it is killed, and says on standard output what has been acknowledged. Started by kill.test.ts.
import { writeSync } from 'node:fs'
import { plainDoor } from '../../electron/door/door-port.ts'
import { createServices } from '../../electron/services.ts'
import type { UserId } from '../../shared/ids.ts'
import { noFilter } from '../../shared/users.ts'
import { fileKeychain } from './file-keychain.ts'
import { withoutApproval } from './without-approval.ts'

const [dataDir = '', keys = '', round = '0', kind = 'reset', people = '0'] = process.argv.slice(2)
const say = (words: readonly (string | number)[]) => writeSync(1, `${words.join(' ')}\n`)
const services = await createServices({
  dataDir,
  // A job that the last process left behind goes on by itself, as in the window.
  door: 'browser',
  doorPort: plainDoor(() => 'en'),
  keychain: fileKeychain(keys),
})
const owner = services.users.idOf('owner@nordwind.test') as UserId
const call = services.sessions.callFor(owner, 'browser')
const choice = { kind: 'generate', style: 'strong', language: 'en' } as const
say(['ready'])

async function importPeople(): Promise<void> {
  for (let part = 0; ; part += 1) {
    const rows = Array.from({ length: Number(people) }, (_, at) => `k${round}-${part}-${at}@kill.test,Killed ${at}`)
    const bytes = Buffer.from(`User name,Display name\n${rows.join('\n')}\n`)
    const { importId } = await services.imports.startUsers({ fileName: 'kill.csv', size: bytes.length }, call)
    await services.imports.uploadUsers({ importId, index: 0, bytes: bytes.toString('base64') }, call)
    const { imported } = await services.imports.importUsers({ importId }, call)
    say(['imported', `k${round}-${part}-`, imported])
  }
}

async function resetOneByOne(): Promise<void> {
  for (let id = 2; ; id = id > Number(people) ? 2 : id + 1) {
    say(['resetting', id])
    const { secretId } = withoutApproval(
      await services.passwords.reset({ userId: id as UserId, choice, mustChange: true }, call),
    )
    const { passwords } = await services.passwords.reveal({ secretIds: [secretId] }, call)
    say(['reset', id, passwords[0]?.password ?? ''])
  }
}

async function resetEverybody(): Promise<void> {
  const selection = { kind: 'matching', query: { search: 'work', filter: noFilter }, except: [] } as const
  for (;;) {
    const { jobId } = withoutApproval(
      await services.passwords.resetMany({ selection, style: 'strong', language: 'en', mustChange: true }, call),
    )
    say(['started', jobId])
    await services.jobs.finished(jobId)
    say(['finished', jobId])
  }
}

await { import: importPeople, reset: resetOneByOne, many: resetEverybody }[kind as 'import']()
