import { recommendedPolicy } from '../../shared/rules/password-rules.ts'
import { defaultPolicies } from '../../shared/rules/policy.ts'
import { brokenVerdicts, type LiveProtection } from '../../shared/rules/protection.ts'
import { type BenchRow, benchRow, percentile, spread, timed } from './bench-row.ts'
import { createRandom, madeUpUser } from './made-up-users.ts'

const tries = 5000
const ownTerms = 10_000

const random = createRandom(17)
const letters = 'abcdefghijklmnopqrstuvwxyzæøå'
const word = (length: number) => Array.from({ length }, () => letters.charAt(random(letters.length))).join('')

/** Every rule switched on, with as many words of its own as the issue asks for. */
const protection: LiveProtection = {
  ...defaultPolicies.protection,
  preset: 'own',
  rules: { ...recommendedPolicy, minimumClasses: 4, maximumRepeats: 3 },
  maximumSequence: 4,
  isStrict: true,
  ownTerms: Array.from({ length: ownTerms }, () => word(4 + random(13))),
}

/** What people type: a word with a number, words in a row, random characters, and one of the banned words. */
function typed(at: number): string {
  const banned = protection.ownTerms[random(ownTerms)] ?? ''
  const kinds = [
    `${word(6)}${2000 + random(30)}!`,
    `${word(5)}-${word(6)}-${word(5)}-${word(7)}4A`,
    Array.from({ length: 16 }, () => String.fromCharCode(33 + random(90))).join(''),
    `${banned.charAt(0).toUpperCase()}${banned.slice(1)}!${random(100)}`,
    `P@ssw0rd${random(10_000)}${word(4)}`,
  ]
  return kinds[at % kinds.length] ?? ''
}

/** One check of a password against every rule, as it is enforced and as the screen ticks it while somebody types. */
export async function policyRows(): Promise<readonly BenchRow[]> {
  const works: number[] = []
  const check = async (at: number) => {
    const { displayName, username } = madeUpUser(at + 1)
    const [firstName = '', lastName = ''] = displayName.split(' ')
    const owner = { username, displayName, firstName, lastName }
    const password = typed(at)
    const before = process.threadCpuUsage()
    const time = await timed(() => brokenVerdicts(password, protection, owner, 'Nordwind'))
    const { user, system } = process.threadCpuUsage(before)
    works.push((user + system) / 1000)
    return time
  }
  // The first check after a change of policy also makes the list ready.
  const first = await check(0)
  for (let at = 0; at < 500; at += 1) await check(at)
  const times: number[] = []
  for (let at = 0; at < tries; at += 1) times.push(await check(at))
  return [
    benchRow({
      what: 'policy check, all rules, p95',
      at: '10,000 own words',
      limit: 5,
      unit: 'ms',
      value: percentile(times, 0.95),
      ...spread(times),
      note: `of which ${percentile(works, 0.95).toFixed(2)} ms of its own work, p95; the first one after a change of policy: ${first.toFixed(0)} ms`,
    }),
  ]
}
