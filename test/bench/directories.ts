import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mustChange, quoted, setPassword } from '../../electron/directory/active-directory/password-writes.ts'
import { person, personSearch } from '../../electron/directory/active-directory/people.ts'
import * as samba from '../electron/directory/samba.ts'
import * as slapd from '../electron/directory/slapd.ts'
import { ended, runFile, startProgram, testEnvironment } from '../support/build-script.ts'
import { type BenchRow, benchRow, median, spread, timed } from './bench-row.ts'
import { firstRow, openList, withScreens } from './browser.ts'
import type { Task, Took } from './directory-in-service.ts'
import { timeClick } from './painted.ts'
import { startDoor } from './running-door.ts'

const domainPeople = 10_000
const manyPeople = 100_000
const resets = 1000
const rounds = 3
/** How many connections the saturated tool may use; the best of these counts. */
const connections = [1, 4, 8]
const nameOf = (at: number) => `person${String(at).padStart(6, '0')}`

/** Work on connected directories, each against the tools of that directory in the same run. */
export async function directoryRows(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'keydesk-bench-'))
  try {
    const fault = samba.sambaFault ?? slapd.slapdFault
    if (fault !== null) throw new Error(fault)
    return [...(await domainRows(join(folder, 'domain'))), ...(await ldapRows(join(folder, 'ldap')))]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A tool of the directory with the account's password in a file, because arguments can be read by everybody on the machine. */
type Tool = {
  readonly server: readonly string[]
  readonly env: NodeJS.ProcessEnv
}

async function runTool(program: string, args: readonly string[], { server, env }: Tool): Promise<void> {
  const tool = startProgram(program, [...server, ...args], { ...process.env, ...env })
  const { status, err } = await ended(tool, null)
  if (status !== 0) throw new Error(`${program}: ${err}`)
}

function toolFor(folder: string, of: { url: string; account: string; password: string; authority: string }): Tool {
  const secret = join(folder, 'secret')
  const authority = join(folder, 'authority.pem')
  writeFileSync(secret, of.password, { mode: 0o600 })
  writeFileSync(authority, of.authority)
  return { server: ['-x', '-H', of.url, '-D', of.account, '-y', secret], env: { LDAPTLS_CACERT: authority } }
}

/** A new organisation that is connected to a directory, in a process of its own. */
async function inService(folder: string, task: Omit<Task, 'dataDir'>): Promise<Took> {
  const dataDir = mkdtempSync(join(folder, 'desk-'))
  const env = { ...testEnvironment(), NODE_NO_WARNINGS: '1' }
  const run = await runFile('test/bench/directory-in-service.ts', [JSON.stringify({ ...task, dataDir })], { env })
  if (run.status !== 0) throw new Error(run.err)
  return JSON.parse(run.out) as Took
}

/** Passwords a second of one `ldapmodify` after the other on each of several connections; the best number of connections counts. */
async function bestRate(folder: string, tool: Tool, changes: readonly string[]): Promise<number> {
  const rates: number[] = []
  for (const count of connections) {
    const files = Array.from({ length: count }, (_, at) => {
      const file = join(folder, `changes-${at}.ldif`)
      writeFileSync(file, changes.filter((_, one) => one % count === at).join('\n'), { mode: 0o600 })
      return file
    })
    const took = await timed(() => Promise.all(files.map((file) => runTool('ldapmodify', ['-f', file], tool))))
    rates.push((changes.length * 1000) / took)
  }
  return Math.max(...rates)
}

const tooFast = 'Quiet-Meadow-58-kite'
const base64 = (bytes: Buffer) => bytes.toString('base64')

async function domainRows(root: string): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(`${root}-`)
  const server = await samba.startSamba(join(folder, 'samba'), { isDurable: true })
  try {
    server.addMany(domainPeople, nameOf)
    const { connection, password } = samba.connectionTo(server)
    const tool = toolFor(folder, {
      url: `ldaps://${server.address}`,
      account: samba.administrator.name,
      password,
      authority: server.authority,
    })
    const search = ['-b', samba.people, '-E', 'pr=1000/noprompt', '-LLL', String(person), ...personSearch().attributes]
    const bareList: number[] = []
    const took: Took[] = []
    for (let round = 0; round < rounds; round += 1) {
      bareList.push(await timed(() => runTool('ldapsearch', search, tool)))
      took.push(await inService(folder, { connection, password, resets: round === 0 ? resets : 0 }))
    }
    const changes = Array.from(
      { length: resets },
      (_, at) => `dn: CN=${nameOf(at)},${samba.people}
changetype: modify
replace: unicodePwd
unicodePwd:: ${base64(quoted(`${tooFast}-${at}`))}
-
replace: pwdLastSet
pwdLastSet: 0
`,
    )
    const best = await bestRate(folder, tool, changes)
    const loop = await loopRate((at) =>
      server.tool('user', 'setpassword', nameOf(at), `--newpassword=${tooFast}-${at}`),
    )
    return [
      ...listRows('Samba AD, 10,000 people', took, bareList),
      ...resetRows('Samba AD, 1,000 people', { took, best, loop, loopOf: 'samba-tool' }),
      await clickRow(folder, server),
    ]
  } finally {
    await server.stop()
  }
}

async function loopRate(one: (at: number) => unknown): Promise<number> {
  const times: number[] = []
  for (let at = 0; at < 7; at += 1) times.push(await timed(() => one(at)))
  return 1000 / median(times)
}

function listRows(at: string, took: readonly Took[], bare: readonly number[]): readonly BenchRow[] {
  const ratios = took.map(({ listed }, round) => listed / (bare[round] as number))
  const [first] = took
  if (took.some(({ people }) => people !== first?.people)) throw new Error('Not everybody was read each time.')
  return [
    benchRow({
      what: 'read everybody for the first time, of the time of ldapsearch',
      at,
      limit: 1.3,
      unit: '',
      value: median(ratios),
      ...spread(ratios),
      note: `${median(took.map(({ listed }) => listed)).toFixed(0)} ms against ${median(bare).toFixed(0)}; ${first?.people} people`,
    }),
    benchRow({
      what: 'read everybody, requests',
      at,
      limit: 12,
      unit: '',
      value: Math.max(...took.map(({ listRequests }) => listRequests)),
    }),
    benchRow({
      what: 'read differences with nothing new, requests',
      at,
      limit: 5,
      unit: '',
      value: Math.max(...took.map(({ againRequests }) => againRequests)),
      note: `${median(took.map(({ again }) => again)).toFixed(0)} ms`,
    }),
  ]
}

type Resets = { readonly took: readonly Took[]; readonly best: number; readonly loop: number; readonly loopOf: string }

function resetRows(at: string, { took, best, loop, loopOf }: Resets): readonly BenchRow[] {
  const rate = (resets * 1000) / (took[0]?.reset ?? Number.NaN)
  return [
    benchRow({
      what: 'reset as a job, share of the best ldapmodify',
      at,
      limit: 0.5,
      isAtLeast: true,
      unit: '',
      value: rate / best,
      note: `${rate.toFixed(0)} a second against ${best.toFixed(0)}`,
    }),
    benchRow({
      what: `reset as a job, times ${loopOf} in a loop`,
      at,
      limit: 20,
      isAtLeast: true,
      unit: '',
      value: rate / loop,
      note: `${loopOf}: ${loop.toFixed(1)} a second`,
    }),
  ]
}

/** One reset as an admin does it, less the modify alone. */
async function clickRow(folder: string, server: samba.Samba): Promise<BenchRow> {
  const { connection, password } = samba.connectionTo(server)
  const dataDir = mkdtempSync(join(folder, 'screens-'))
  const env = { ...testEnvironment(), NODE_NO_WARNINGS: '1' }
  const task: Task = { dataDir, connection, password, resets: 0 }
  const run = await runFile('test/bench/directory-in-service.ts', [JSON.stringify(task)], { env })
  if (run.status !== 0) throw new Error(run.err)
  const alone: number[] = []
  const clicks: number[] = []
  await samba.asAdministrator(server, (client) =>
    withScreens(dataDir, async (browser, door) => {
      const page = await openList(browser, door)
      await page.locator(firstRow).first().waitFor()
      for (let round = 0; round < 15; round += 1) {
        const name = `CN=${nameOf(5000 + round)},${samba.people}`
        alone.push(await timed(() => client.modify(name, [setPassword(`${tooFast}-${round}`), mustChange])))
        const keys = page.getByRole('button', { name: /^Reset password for Person / })
        await keys.nth(round % 8).click()
        const dialog = page.getByRole('dialog', { name: 'Reset password' })
        const reset = dialog.getByRole('button', { name: 'Reset password', exact: true })
        const heading = { selector: '[role="dialog"] :is(h1, h2, h3)', text: 'Password has been reset' }
        const result = await timeClick(page, reset, heading)
        const show = dialog.getByRole('button', { name: 'Show password' })
        clicks.push(result + (await timeClick(page, show, { selector: '[role="dialog"] code' })))
        await page.keyboard.press('Escape')
        await dialog.waitFor({ state: 'hidden' })
        await page.waitForTimeout(200)
      }
    }),
  )
  // The first one also loads what the dialog needs.
  const more = clicks.slice(1).map((click) => click - median(alone))
  return benchRow({
    what: 'one reset: click to password, less the modify alone',
    at: 'Samba AD, 10,000 people',
    limit: 150,
    unit: 'ms',
    value: median(more),
    ...spread(more),
    bare: median(alone),
  })
}

/** The highest resident memory of the browser door while it reads everybody, MB; null where the system does not tell. */
async function memoryOf(folder: string, of: Pick<Task, 'connection' | 'password'>): Promise<number | null> {
  const dataDir = mkdtempSync(join(folder, 'memory-'))
  const env = { ...testEnvironment(), NODE_NO_WARNINGS: '1' }
  const task: Task = { ...of, dataDir, resets: 0, isOnlyConnected: true }
  const run = await runFile('test/bench/directory-in-service.ts', [JSON.stringify(task)], { env })
  if (run.status !== 0) throw new Error(run.err)
  const door = await startDoor(dataDir)
  try {
    await door.signIn()
    const [directory] = (await door.client.directories.list({})).directories
    if (directory === undefined) throw new Error('No directory is connected.')
    const { added } = await door.client.directories.look({ id: directory.id, isWhole: true })
    if (added !== manyPeople) throw new Error(`Only ${added} people were read.`)
    return door.memory()?.peak ?? null
  } finally {
    await door.stop()
  }
}

async function ldapRows(root: string): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(`${root}-`)
  let server = await slapd.startSlapd(folder, undefined, { isDurable: true })
  await server.stop()
  slapd.addMany(folder, manyPeople, nameOf)
  server = await slapd.startSlapd(folder, server.plainPort)
  try {
    const { connection, password } = slapd.connectionTo(server)
    const tool = toolFor(folder, {
      url: `ldaps://127.0.0.1:${server.tlsPort}`,
      account: slapd.manager.dn,
      password,
      authority: server.authority,
    })
    const took = await inService(folder, { connection, password, resets })
    const memory = await memoryOf(folder, { connection, password })
    const changes = Array.from(
      { length: resets },
      (_, at) => `dn: uid=${nameOf(at)},${slapd.people}
changetype: modify
replace: userPassword
userPassword: ${tooFast}-${at}
-
replace: pwdReset
pwdReset: TRUE
`,
    )
    const best = await bestRate(folder, tool, changes)
    const file = join(folder, 'new-password')
    const loop = await loopRate(async (at) => {
      writeFileSync(file, `${tooFast}-${at}`, { mode: 0o600 })
      await runTool('ldappasswd', ['-T', file, `uid=${nameOf(at)},${slapd.people}`], tool)
    })
    return [
      ...resetRows('OpenLDAP, 1,000 people', { took: [took], best, loop, loopOf: 'ldappasswd' }),
      benchRow({
        what: 'read everybody, memory of the process at its highest',
        at: 'OpenLDAP, 100,000 people',
        limit: 300,
        unit: 'MB',
        value: memory,
        note: `${took.people} people in ${(took.listed / 1000).toFixed(1)} s`,
      }),
      benchRow({
        what: 'read everybody, main thread blocked',
        at: 'OpenLDAP, 100,000 people',
        limit: 50,
        unit: 'ms',
        value: took.blocked,
        note: `of which ${took.ownWork.toFixed(0)} ms of its own work at most`,
      }),
    ]
  } finally {
    await server.stop()
  }
}
