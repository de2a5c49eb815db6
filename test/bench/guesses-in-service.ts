// Guesses everything that can be guessed at the portal, for two days of a clock of its own, and says the counts as JSON. Started by guesses.ts.

import { plainDoor } from '../../electron/door/door-port.ts'
import type { Call } from '../../electron/rpc/call.ts'
import { createServices } from '../../electron/services.ts'
import { type Guessed, guessEverything, guessHelpCodes } from '../support/guessing.ts'
import { signedIn } from '../support/signed-in.ts'
import { owner } from './running-door.ts'

const [dataDir = ''] = process.argv.slice(2)
const clock = { now: Date.now() }
const nobody: Call = { actor: null, door: 'browser', token: null, isLocked: false, isConfirmed: false }
// Guesses are counted, not timed: nothing waits for the floor.
const services = await createServices({
  dataDir,
  door: 'browser',
  doorPort: plainDoor(() => 'en'),
  now: () => clock.now,
  answerFloor: 0,
})
const organisation = { organisation: 'Nordwind', displayName: 'Olga Owner', language: 'en' } as const
const { token } = await services.settings.createOrganisation({ ...organisation, ...owner }, nobody)
const office = {
  services,
  owner: signedIn({ ...services.serve.callOf(token, 'browser', false), isConfirmed: true }),
  clock,
}
const rows: Guessed[] = []
for (const addresses of [1, 1_000]) {
  rows.push(...(await guessEverything(office, addresses, 48)), await guessHelpCodes(office, addresses))
}
await services.close()
process.stdout.write(JSON.stringify(rows))
