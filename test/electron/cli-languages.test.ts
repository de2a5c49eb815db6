import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { languages } from '../../shared/languages.ts'
import { type Run, runFile, testEnvironment } from '../support/build-script.ts'
import { samplesOf } from '../support/language-samples.ts'

const folder = mkdtempSync(join(tmpdir(), 'keydesk-cli-languages-'))
const dataDir = join(folder, 'data')
const password = 'correct horse battery 42'

function keydesk(...args: readonly string[]): Promise<Run> {
  return runFile('electron/cli.ts', ['--data-dir', dataDir, ...args, '--password-stdin'], { input: `${password}\n` })
}

const danish = (...args: readonly string[]) => keydesk(...args, '--language', 'da')

beforeAll(async () => {
  const set = ['init', '--organisation', 'Nordvind', '--username', 'ida@nordwind.test', '--display-name', 'Ida Krog']
  const made = await danish(...set)
  expect(made.out).toBe('Nordvind er oprettet. ida@nordwind.test er global administrator.\n')
  expect(made.err).toMatch(/^Gendannelsesnøgle, udskriv den, og lås den inde: /)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the help', () => {
  const help = (args: readonly string[], env = testEnvironment()) => runFile('electron/cli.ts', args, { env })

  it.each([
    [['--help', '--language', 'da']],
    [['--language=da', '--help']],
    [['users', '--language', 'da', 'list', '--help']],
    [['password', 'reset', '--help', '--language=da']],
  ])('%j is in Danish, wherever the language stands', async (args) => {
    const { status, out, err } = await help(args)
    expect({ status, err }).toEqual({ status: 0, err: '' })
    expect(out).toMatch(/^Brug: keydesk /)
    expect(out).toContain('\nIndstillinger:\n')
  })

  it('is the only thing said where a command is missing', async () => {
    const { status, out, err } = await help(['users', '--language', 'sv'])
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toMatch(/^Användning: keydesk users /)
  })

  it.runIf(process.platform !== 'win32')('is in the language of the system where the line names none', async () => {
    const env = { ...testEnvironment(), LC_ALL: samplesOf.nb.commandLine.locale }
    expect((await help(['--help'], env)).out).toContain('\nAlternativer:\n')
    expect((await help(['nonsense'], env)).err).toBe('Kommandoen nonsense finnes ikke.\nSe mer med --help.\n')
    expect((await help(['nonsense', '--language', 'en'], env)).err).toContain('There is no command nonsense.')
  })

  it('takes no value of another option for the language', async () => {
    expect((await help(['--as', '--language', '--help'])).out).toMatch(/^Usage:/)
  })
})

describe('what a command says', () => {
  beforeAll(async () => {
    const file = join(folder, 'users.csv')
    writeFileSync(file, 'User Name,Display Name,Licenses\nanna@nordwind.test,Anna,E5\nno-at,Nobody,\n')
    const { status, out, err } = await danish('users', 'import', file)
    expect(status).toBe(1)
    expect(err).toBe('Kolonner, der ikke importeres: Licenses\n1 bruger importeret, 1 problem\n')
    expect(out.split('\n')[0]).toMatch(/^Linje +Brugernavn +Kolonne +Værdi +Problem$/)
    expect(out).toContain('no-at')
    expect(out).not.toMatch(/usernameNoAt|null/)
  })

  it('lists people with headings, states, roles and dates in Danish', { tags: 'long' }, async () => {
    const { out, err } = await danish('users', 'list')
    const [headings, anna, ida] = out.split('\n')
    expect(headings).toMatch(/^Brugernavn +Vist navn +Adgangskode +Logonstatus +Udløber +Roller$/)
    expect(anna).toMatch(/^anna@nordwind\.test +Anna +Ingen adgangskode +Tilladt logon$/)
    expect(ida).toMatch(/Gyldig|Udløber aldrig/)
    expect(ida).toMatch(/Global administrator$/)
    expect(err).toBe('2 brugere\n')
  })

  it('gives reasons in words where it reset nobody, and counts', async () => {
    const { status, out, err } = await danish('password', 'reset', 'gone@x.test', 'ida@nordwind.test')
    expect(status).toBe(1)
    expect(out).toMatch(/^Brugernavn +Resultat +Adgangskode +Årsag$/m)
    expect(out).toMatch(/^ida@nordwind\.test +Udeladt +Din egen konto$/m)
    expect(out).toMatch(/^gone@x\.test +Mislykkedes +.*brugernavn/m)
    expect(out).not.toMatch(/NOT_FOUND|ownAccount/)
    expect(err).toBe('0 udført, 1 udeladt, 1 mislykkedes\n')
  })

  it('shows jobs by what they do and what became of them', { tags: 'long' }, async () => {
    const reset = await danish('password', 'require-change', 'anna@nordwind.test', 'gone@x.test')
    expect(reset.status).toBe(1)
    const { out } = await danish('jobs', 'list')
    if (out.includes('\n')) expect(out).toMatch(/^Id +Type +Status +Udført +Udeladt +Mislykkedes +I alt +Startet +Af$/m)
    expect(out).not.toMatch(/requireChange|\bdone\b/)
  })

  it('reads the audit log and checks it', { tags: 'long' }, async () => {
    const log = await danish('audit', 'list')
    expect(log.out).toMatch(/^Tidspunkt +Hvem +Hvad +Vedrører +Resultat +Hvor$/m)
    expect(log.out).toMatch(/^\d\d\.\d\d\.\d{4} \d\d\.\d\d +ida@nordwind\.test .* Lykkedes +Kommandolinje$/m)
    expect(log.out).not.toMatch(/success|commandLine|UserLoggedIn/)
    expect((await danish('audit', 'verify')).out).toMatch(/^Alle \d+ poster er intakte\n$/)
    const file = join(folder, 'log.csv')
    expect((await danish('audit', 'export', file)).out).toMatch(/^\d+ poster skrevet til /)
    const people = join(folder, 'people.csv')
    expect((await danish('users', 'export', people)).out).toBe(`2 brugere skrevet til ${people}\n`)
  })

  it('says of a policy what is wrong with it, and what changed', async () => {
    const wrong = await danish('policy', 'set', 'lockout', '{"threshold":0,"surplus":1}')
    expect(wrong).toMatchObject({ status: 2, out: '' })
    expect(wrong.err).toMatch(/^Politikken er ikke ændret\. lockout/)
    expect(wrong.err).not.toMatch(/Too small|expected|Unrecognized|Invalid/i)
    const { out } = await danish('policy', 'set', 'lockout', '{"threshold":9}')
    expect(out).toMatch(/^Hvad +Før +Efter\nlockout\.threshold +10 +9\n$/)
  })

  it('refuses in Danish', async () => {
    const { status, err } = await danish('users', 'list', '--as', 'nobody@nordwind.test')
    expect(status).toBe(4)
    expect(err).not.toMatch(/vault|sign in/i)
  })
})

describe('the browser door', () => {
  it.runIf(process.platform !== 'win32')('refuses a line in the language of the system', async () => {
    const env = { ...testEnvironment(), LC_ALL: samplesOf.da.commandLine.locale }
    const refused = (...args: readonly string[]) => runFile('electron/browser.ts', args, { env })
    expect(await refused('--port', 'x')).toEqual({ status: 2, out: '', err: '--port x er ikke et portnummer.\n' })
    expect(await refused('--nonsense')).toMatchObject({ status: 2, err: 'Indstillingen --nonsense findes ikke.\n' })
  })
})

describe('what scripts read', () => {
  const commands = [
    ['users', 'list'],
    ['jobs', 'list'],
    ['policy', 'get'],
    ['password', 'reset', 'gone@x.test'],
    ['audit', 'verify'],
  ]
  // Each start takes half a second: every command is read in English and another language, and every language has its turn.
  it.each(commands.map((args, at) => [args, languages[1 + (at % (languages.length - 1))] ?? 'en'] as const))(
    '%j is the same in English and %s',
    { tags: 'long' },
    async (args, other) => {
      const runs: Run[] = []
      for (const language of ['en', other]) runs.push(await keydesk(...args, '--json', '--language', language))
      const documents = runs.map(({ out }) => JSON.parse(out) as Record<string, unknown>)
      const comparable = documents.map(({ entries, ...rest }) => JSON.stringify(rest))
      expect(new Set(comparable).size).toBe(1)
      expect(new Set(runs.map(({ status }) => status)).size).toBe(1)
    },
  )
})
