// @module-tag long
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { plainDoor } from '../../electron/door/door-port.ts'
import { createServices, type Services } from '../../electron/services.ts'
import { count } from '../long/tally.ts'
import { startFile } from '../support/build-script.ts'
import { fileKeychain } from '../support/file-keychain.ts'
import { begin, personWithQuestions, prove, selfServiceFor } from '../support/self-service.ts'
import { confirmed, nobody, ownerName, ownerPassword, temporaryFolder } from '../support/test-services.ts'

/** As many as a busy machine can take; KEYDESK_KILLS for more. */
const kills = Number(process.env.KEYDESK_KILLS ?? 6)

function open(dataDir: string, keys: string): Promise<Services> {
  const options = { door: 'commandLine', doorPort: plainDoor(() => 'en'), answerFloor: 0 } as const
  return createServices({ dataDir, keychain: fileKeychain(keys), ...options })
}

async function prepare() {
  const [dataDir, keys] = [temporaryFolder(), temporaryFolder()]
  const services = await open(dataDir, keys)
  const owner = { displayName: 'Owner', username: ownerName, password: ownerPassword, language: 'en' } as const
  const { token } = await services.settings.createOrganisation({ organisation: 'Kill', ...owner }, nobody)
  const call = confirmed(services, token)
  await services.policies.save(
    selfServiceFor({ methods: ['questions', 'deskCode'], required: 2, mustTellUsers: false }),
    call,
  )
  const person = await personWithQuestions(services, call)
  await services.close()
  return { dataDir, keys, person }
}
type World = Awaited<ReturnType<typeof prepare>>

/** Runs the child until it is killed, right after a step or a random moment after it is ready; answers the lines that it had said. */
function runAndKill({ dataDir, keys, person }: World, round: number): Promise<readonly (readonly string[])[]> {
  const known = JSON.stringify(Object.fromEntries(person.known))
  // Every second kill comes right after a step, so that a slow machine has kills at several places too.
  const step = round % 2 === 0 ? 2 + ((round * 4) % 18) : 0
  const args = [dataDir, keys, String(round), person.username, ownerName, known, String(step)]
  const process_ = startFile('test/support/wizard-child.ts', args)
  let [text, complaints] = ['', '']
  process_.stderr?.on('data', (data) => {
    complaints += data
  })
  return new Promise((resolve, reject) => {
    process_.stdout?.on('data', (data) => {
      if (text === '' && step === 0) setTimeout(() => process_.kill('SIGKILL'), Math.random() * 600)
      text += data
    })
    process_.once('close', (_code, signal) => {
      // Windows has no signals, and says of a child that has ended itself at once only that it is gone.
      const isKilled = signal === 'SIGKILL' || (process.platform === 'win32' && complaints === '')
      if (!isKilled) return reject(new Error(`The child ended by itself: ${complaints}`))
      resolve(
        text
          .split('\n')
          .slice(0, -1)
          .map((line) => line.split(' ')),
      )
    })
  })
}

/** The store is whole, and every wrong proof that was acknowledged since the last reset is still counted. */
function mustCount(dataDir: string, lines: readonly (readonly string[])[]): void {
  const sql = new Sqlite(`${dataDir}/keydesk.db`)
  expect(sql.pragma('integrity_check', { simple: true })).toBe('ok')
  expect(sql.pragma('foreign_key_check')).toEqual([])
  const state = (sql.prepare('SELECT state FROM reset_throttles').pluck().get() ?? '{"events":[]}') as string
  sql.close()
  const { events } = JSON.parse(state) as { events: readonly { event: string }[] }
  const words = lines.map(([word]) => word)
  const since = words.slice(words.lastIndexOf('finished') + 1)
  const isBeingCleared = since.at(-1) === 'finishing'
  const counted = events.filter(({ event }) => event === 'notProven').length
  if (!isBeingCleared) expect(counted).toBeGreaterThanOrEqual(since.filter((word) => word === 'failed').length)
}

/** Clears the counts, so that the next process starts without any. */
function forgive(dataDir: string): void {
  const sql = new Sqlite(`${dataDir}/keydesk.db`)
  sql.prepare('DELETE FROM reset_throttles').run()
  sql.close()
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    ({ code }) => String(code),
  )

/** What was acknowledged holds, what was used up stays so, and what was never said to be done is done whole or not at all. */
async function check(world: World, lines: readonly (readonly string[])[], before: string): Promise<string> {
  const services = await open(world.dataDir, world.keys)
  try {
    const { username } = world.person
    const said = (word: string) => lines.filter(([one]) => one === word)
    const [lastWord = '', attempt = ''] = lines.at(-1) ?? []
    const ends = said('finished').map(([, , password = '']) => password)
    const inFlight = lastWord === 'finishing' ? [lines.at(-1)?.[2] ?? ''] : []
    const works: string[] = []
    for (const password of new Set([before, ...ends, ...inFlight])) {
      if ((await codeOf(Promise.resolve(services.sessions.signIn({ username, password }, nobody)))) === 'done')
        works.push(password)
    }
    // One password works: the last acknowledged, or the one that was being set.
    expect(works).toHaveLength(1)
    expect([ends.at(-1) ?? before, ...inFlight]).toContain(works[0])
    for (const [, token = ''] of said('finished'))
      expect(await codeOf(Promise.resolve(services.recovery.state({ attempt: token }, nobody)))).toBe('ATTEMPT_GONE')
    const other = await begin(services, username)
    for (const [, , code = ''] of said('proved'))
      expect(await codeOf(Promise.resolve(prove(services, other, { method: 'deskCode', code })))).not.toBe('done')
    if (['answered', 'finishing', 'finished', 'ready'].includes(lastWord) || attempt === '') return works[0] ?? ''
    // Nobody may set a new password without both methods.
    const { step, proved } = await services.recovery.state({ attempt }, nobody)
    expect(step === 'choosePassword').toBe(proved.length === 2)
    if (lastWord === 'proved') expect(proved).toEqual(['deskCode'])
    if (lastWord !== 'answering')
      expect(
        await codeOf(Promise.resolve(services.recovery.finish({ attempt, newPassword: 'Blue-Valley-1-tree' }, nobody))),
      ).toBe('PROOF_WRONG')
    return works[0] ?? ''
  } finally {
    await services.close()
  }
}

it(`loses nothing that was acknowledged in ${kills} kills at random moments of the wizard`, async () => {
  const world = await prepare()
  let password = world.person.password
  const last = new Set<string>()
  let acknowledged = 0
  for (let round = 0; round < kills; round += 1) {
    const lines = await runAndKill(world, round)
    last.add(lines.at(-1)?.[0] ?? '')
    acknowledged += lines.filter(([word]) => word === 'proved' || word === 'finished').length
    mustCount(world.dataDir, lines)
    password = await check(world, lines, password)
    forgive(world.dataDir)
  }
  // Makes sure that the kills came at several places.
  expect(last.size).toBeGreaterThan(2)
  // Whatever is lost or half has failed the test by now.
  count({ work: 'self-service reset', kills, acknowledged, lost: 0, half: 0 })
})
