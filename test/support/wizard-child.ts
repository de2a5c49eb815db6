// Goes through the wizard again and again until it is killed, and says on standard output what begins and what has been acknowledged. Started by wizard-kill.test.ts.
import { writeSync } from 'node:fs'
import { plainDoor } from '../../electron/door/door-port.ts'
import type { Call } from '../../electron/rpc/call.ts'
import { createServices } from '../../electron/services.ts'
import type { UserId } from '../../shared/ids.ts'
import { fileKeychain } from './file-keychain.ts'

const [dataDir = '', keys = '', round = '0', username = '', ownerName = '', list = '{}', end = '0'] =
  process.argv.slice(2)
const known = JSON.parse(list) as Record<string, string>
let steps = 0
/** Ends as suddenly as by a kill right after the step that it was told, if any. */
function say(words: readonly string[]): void {
  writeSync(1, `${words.join(' ')}\n`)
  steps += 1
  if (steps === Number(end)) process.kill(process.pid, 'SIGKILL')
}
const services = await createServices({
  dataDir,
  door: 'browser',
  doorPort: plainDoor(() => 'en'),
  keychain: fileKeychain(keys),
  answerFloor: 0,
})
const nobody: Call = { actor: null, door: 'browser', token: null, isLocked: false, isConfirmed: false }
const owner = services.sessions.callFor(services.users.idOf(ownerName) as UserId, 'browser')
const userId = services.users.idOf(username) as UserId
const { recovery } = services
const ask = { username, purpose: 'reset', language: 'en' } as const
say(['ready'])

// A fifth reset within an hour would be blocked.
for (let at = 0; at < 4; at += 1) {
  const { attempt } = await recovery.begin(ask, nobody)
  say(['begun', attempt])
  // One wrong proof, which must not be forgiven.
  const wrong = { attempt, proof: { method: 'deskCode', code: 'wrong' } } as const
  say(['failing', attempt])
  await Promise.resolve(recovery.prove(wrong, nobody)).catch(() => {})
  say(['failed', attempt])
  const { code } = await recovery.createDeskCode({ userId }, owner)
  say(['proving', attempt, code.replace(' ', '')])
  await recovery.prove({ attempt, proof: { method: 'deskCode', code } }, nobody)
  say(['proved', attempt, code.replace(' ', '')])
  const { questions } = await recovery.ask({ attempt, method: 'questions' }, nobody)
  const answers = questions.map((question) => known[question] ?? '')
  say(['answering', attempt])
  await recovery.prove({ attempt, proof: { method: 'questions', answers } }, nobody)
  say(['answered', attempt])
  const newPassword = `Green-Valley-${round}x${at}-tree`
  say(['finishing', attempt, newPassword])
  await recovery.finish({ attempt, newPassword }, nobody)
  say(['finished', attempt, newPassword])
}
setInterval(() => {}, 1000)
