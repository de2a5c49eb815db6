import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { describe, expect, it, test } from 'vitest'
import { exitStatus } from '../electron/command-line/exit-status.ts'
import { createProgram } from '../electron/command-line/program.ts'
import { signInLayers } from '../electron/portal/operation-limits.ts'
import { defaultPortalPort } from '../shared/portal.ts'
import { leafDays } from '../shared/rules/certificate-life.ts'
import { shippedTerms } from '../shared/rules/shipped-terms.ts'
import { anchorsOf, codeOf, linkFaults, linksOf } from './support/markdown.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const read = (path: string) => readFileSync(root + path, 'utf8').replaceAll('\r\n', '\n')
const readOrNull = (path: string) => (existsSync(root + path) ? read(path) : null)

const docs = readdirSync(`${root}build/docs`).filter((name) => name.endsWith('.md'))
const paths = ['README.md', '.github/CONTRIBUTING.md', ...docs.map((name) => `build/docs/${name}`)]
const readme = read('README.md')
const contributing = read('.github/CONTRIBUTING.md')
const security = read('build/docs/security.md')
const { scripts, dependencies, devDependencies, optionalDependencies } = JSON.parse(read('package.json')) as Record<
  'scripts' | 'dependencies' | 'devDependencies' | 'optionalDependencies',
  Record<string, string>
>

describe('the README', () => {
  it('is read in a few minutes', () => {
    expect(Buffer.byteLength(readme)).toBeLessThanOrEqual(10_000)
  })

  it('leads to every other page', () => {
    const others = paths.filter((path) => path !== 'README.md')
    expect(others.filter((path) => !linksOf(readme).includes(path))).toEqual([])
  })

  it('names every option of npm start', () => {
    const usage = /const usage = `([^`]*)`/.exec(read('build/start.mjs'))?.[1] ?? ''
    const options = usage.match(/--[a-z-]+/g) ?? []
    expect(options.length).toBeGreaterThan(5)
    expect(options.filter((option) => !readme.includes(`\`${option}`) && !readme.includes(`-- ${option}\``))).toEqual(
      [],
    )
  })

  it('names the usual port of the portal', () => {
    expect(readme).toContain(`a port (${defaultPortalPort})`)
  })
})

describe.each(paths)('%s', (path) => {
  const page = read(path)

  it('leads to files and headings that are there', () => {
    expect(linkFaults(path, page, readOrNull)).toEqual([])
  })

  it('names only files of the project that are there', () => {
    const named = codeOf(page).filter((code) => /^(shared|electron|renderer|build|test)\/[\w./-]*$/.test(code))
    expect(named.filter((name) => !/NNNN/.test(name) && !existsSync(root + name))).toEqual([])
  })

  it('names only commands of npm that are there', () => {
    const run = [...page.matchAll(/npm run (?:--silent )?([\w:]+)/g)].map(([, name = '']) => name)
    expect(run.filter((name) => scripts[name] === undefined)).toEqual([])
  })
})

describe('the page of the small pieces', () => {
  const page = read('renderer/ui/README.md')
  const pictures = readdirSync(`${root}renderer/ui/pictures`)

  it('names every piece', () => {
    const pieces = readdirSync(`${root}renderer/ui`).filter((name) => /\.tsx?$/.test(name))
    expect(pieces.filter((name) => !page.includes(`\`${name}\``))).toEqual([])
  })

  it('names no piece that is gone, and shows every picture', () => {
    expect(linkFaults('renderer/ui/README.md', page, readOrNull)).toEqual([])
    const named = [...page.matchAll(/`([\w-]+\.tsx?)`/g)].map(([, name = '']) => name)
    expect(named.filter((name) => !existsSync(`${root}renderer/ui/${name}`))).toEqual([])
    const shown = [...page.matchAll(/\(pictures\/([\w.-]+)\)/g)].map(([, name = '']) => name)
    expect(shown.toSorted()).toEqual(pictures.toSorted())
  })

  it('is light to load', () => {
    const bytes = pictures.map((name) => statSync(`${root}renderer/ui/pictures/${name}`).size)
    expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(300_000)
  })
})

describe('how to work here', () => {
  it('names every command of npm', () => {
    const names = Object.keys(scripts).map((name) => (/^(start|test)$/.test(name) ? `npm ${name}` : `npm run ${name}`))
    expect(
      names.filter((name) => !contributing.includes(`\`${name}\``) && !contributing.includes(`\`${name} `)),
    ).toEqual([])
  })

  it('names the dates of the tests on other dates', () => {
    const dates = [...read('build/test-dates.mjs').matchAll(/'(\d{4}-\d\d-\d\d) [\d:]+'/g)].map(([, date = '']) => date)
    expect(dates.length).toBeGreaterThan(1)
    const words = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
    expect(dates.map((date) => words.format(new Date(date))).filter((date) => !contributing.includes(date))).toEqual([])
  })
})

describe('the page about the command line', () => {
  const page = read('build/docs/command-line.md')
  const program = createProgram(() => async () => {})
  const leaves = (command: Command, before: string): readonly (readonly [string, Command])[] =>
    command.commands.flatMap((one) => {
      const name = `${before}${one.name()}`
      return one.commands.length === 0 ? [[name, one] as const] : leaves(one, `${name} `)
    })
  const commands = leaves(program, '')
  const rowOf = (name: string) => page.split('\n').find((line) => line.startsWith(`| \`${name}`)) ?? ''
  const known = [program, ...commands.map(([, command]) => command)].flatMap(({ options }) =>
    options.flatMap(({ long }) => long ?? []),
  )

  it('has a row for every command, with each of its options', () => {
    expect(commands.length).toBeGreaterThan(10)
    const missing = commands.flatMap(([name, { options }]) => {
      const row = rowOf(name)
      return row === ''
        ? [name]
        : options.filter(({ long }) => !row.includes(long ?? '')).map(({ flags }) => `${name} ${flags}`)
    })
    expect(missing).toEqual([])
  })

  it('has a row for every command that there is, and for no other', () => {
    const rows = [...page.matchAll(/^\| `([a-z][a-z -]*[a-z])/gm)].map(([, name = '']) => name)
    const names = commands.map(([name]) => name)
    expect(rows.filter((row) => !names.some((name) => row === name || row.startsWith(`${name} `)))).toEqual([])
    expect(rows).toHaveLength(names.length)
  })

  it('has a row for every option of all commands, and names no option that is not there', () => {
    for (const { long } of program.options) expect(rowOf(long ?? '')).not.toBe('')
    const named = new Set(page.match(/(?<![\w-])--[a-z][a-z-]+/g))
    expect([...named].filter((option) => ![...known, '--help', '--silent'].includes(option))).toEqual([])
  })

  it('names every state and every policy', () => {
    const options = commands.flatMap(([, command]) => [...command.options, ...command.registeredArguments])
    const lists = options.flatMap(({ description }) => /: ((?:\w+, )+\w+)$/.exec(description)?.[1] ?? [])
    expect(lists.length).toBeGreaterThan(1)
    const words = lists.flatMap((list) => list.split(', ')).filter((word) => /^\w+$/.test(word))
    expect(words.filter((word) => !page.includes(`\`${word}\``))).toEqual([])
  })

  it('has a row for every exit status', () => {
    const rows = [...page.matchAll(/^\| (\d) \|/gm)].map(([, status]) => Number(status))
    expect(rows).toEqual(Object.values(exitStatus))
  })

  it('gives examples in the README that are commands', () => {
    const examples = [...readme.matchAll(/keydesk -- ([a-z][a-z -]+[a-z])/g)].map(([, words = '']) => words)
    expect(examples.length).toBeGreaterThan(1)
    expect(examples.filter((words) => !commands.some(([name]) => `${words} `.startsWith(`${name} `)))).toEqual([])
  })
})

describe('what is said about dependencies', () => {
  const packing = JSON.parse(read('build/package/package.json')) as { dependencies: Record<string, string> }
  const packages: Readonly<Record<string, string>> = {
    ...dependencies,
    ...devDependencies,
    ...optionalDependencies,
    ...packing.dependencies,
  }
  const rows = read('build/docs/dependencies.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
  const named = rows.flatMap((row) => {
    const [cell = ''] = row.slice(2).split(' | ')
    return [...cell.matchAll(/`([^`]+)`(?: (\d[\d.]*))?/g)].map(([, name = '', version = '']) => ({ name, version }))
  })
  const fits = (name: string, one: string) => (name.endsWith('*') ? one.startsWith(name.slice(0, -1)) : one === name)

  it('has a row for every package', () => {
    expect(Object.keys(packages).filter((one) => !named.some(({ name }) => fits(name, one)))).toEqual([])
  })

  it('has no row for a package that is gone, and no older or newer version', () => {
    const faults = named.filter(({ name, version }) => {
      const versions = Object.keys(packages).flatMap((one) => (fits(name, one) ? [packages[one] ?? ''] : []))
      return versions.length === 0 || !versions.every((one) => version === '' || `${one}.`.startsWith(`${version}.`))
    })
    expect(faults).toEqual([])
  })
})

describe('what is said about measurements', () => {
  it('names only parts of the bench that are there', () => {
    const parts = [...read('test/bench/bench.ts').matchAll(/^ {2}'?([\w-]+)'?: \w+Rows,$/gm)].map(
      ([, name = '']) => name,
    )
    expect(parts.length).toBeGreaterThan(10)
    const page = read('build/docs/measurements.md')
    const named = [...page.matchAll(/--only ([a-z][\w-]*)/g)].map(([, name = '']) => name)
    expect(named.filter((name) => !parts.includes(name))).toEqual([])
  })
})

describe('what is said about security', () => {
  it('gives the numbers that the code has', () => {
    const { address, account, pair, global } = signInLayers
    expect(security).toContain(`${shippedTerms.length.toLocaleString('en')} shipped words`)
    expect(security).toContain(`certificates for ${leafDays} days`)
    const limits = `per address (${address.count} in ${address.seconds / 60} minutes; an IPv6 /64 is one address), per account (${account.count})`
    const text = security.replace(/\s+/g, ' ')
    expect(text).toContain(limits)
    expect(text).toContain(`per account and address (${pair.count}), and for everybody (${global.count} a minute)`)
    expect([account.seconds, pair.seconds, global.seconds]).toEqual([address.seconds, address.seconds, 60])
  })
})

const rows = (/\n## OWASP ASVS 5\.0\n([\s\S]*?)(?:\n## |$)/.exec(security)?.[1] ?? '')
  .split('\n')
  .filter((line) => /^\| \d/.test(line))

type Cited = { readonly file: string; readonly name: string }

/** Every test that a line names: a file, and after it the beginnings of names in it. */
function cited(line: string): readonly Cited[] {
  const files = [...line.matchAll(/`(test\/[^`]+)`((?:,? \*[^*]+\*)+)/g)]
  return files.flatMap(([, file = '', names = '']) =>
    [...names.matchAll(/\*([^*]+)\*/g)].map(([, name = '']) => ({ file, name })),
  )
}

/** What keeps a reader from finding the test: no such file, or none of that name in it. */
function fault({ file, name }: Cited): string | null {
  if (!existsSync(root + file)) return `There is no ${file}.`
  const text = readFileSync(root + file, 'utf8').replace(/\\'/g, "'")
  const isNamed = text.split('\n').some((line, at, lines) => {
    if (!line.includes(name)) return false
    // The name stands on the line of its test, or on the next one where that line would be too long.
    return [lines[at - 1] ?? '', line].some((one) => /\b(?:describe|test|it)\b/.test(one))
  })
  return isNamed ? null : `${file} has no test ${name}.`
}

describe('what is said of OWASP ASVS', () => {
  test('names only tests that exist', () => {
    expect(rows.length).toBeGreaterThan(60)
    expect(rows.flatMap(cited).flatMap((one) => fault(one) ?? [])).toEqual([])
  })

  test('has a test for whatever is met', () => {
    const met = rows.filter((line) => / \| (?:yes|mail: yes|with a file)/.test(line))
    expect(met.length).toBeGreaterThan(45)
    expect(met.filter((line) => cited(line).length === 0)).toEqual([])
    for (const line of rows)
      expect(line.split('`test/').length - 1, line).toBe(new Set(cited(line).map(({ file }) => file)).size)
  })

  test('fails for a test that does not exist', () => {
    expect(fault({ file: 'test/nowhere.test.ts', name: 'x' })).toContain('There is no')
    expect(fault({ file: 'test/docs.test.ts', name: 'a test that nobody'.concat(' wrote') })).toContain('has no test')
    expect(cited('| 1.1 | yes | | `test/a.test.ts` *one*, *two*; `test/b.test.ts` *three* |')).toHaveLength(3)
  })
})

describe('a link that leads nowhere', () => {
  const files: Readonly<Record<string, string>> = { 'docs/b.md': '# Who may do what?\n\n```\n# no heading\n```\n' }
  const faultsOf = (text: string) => linkFaults('docs/a.md', text, (path) => files[path] ?? null)

  it('is found: a file, a heading of another page, a heading of its own', () => {
    expect(faultsOf('[x](c.md)')).toEqual(['docs/a.md leads to docs/c.md, which is not there.'])
    expect(faultsOf('![x](../b.md)')).toEqual(['docs/a.md leads to b.md, which is not there.'])
    expect(faultsOf('[x](b.md#no-heading)')).toHaveLength(1)
    expect(faultsOf('[x](#what)')).toHaveLength(1)
  })

  it('is none where the file or heading is there, in code, and on the web', () => {
    expect(
      faultsOf('## What\n[x](b.md) [x](b.md#who-may-do-what) [x](#what) `[x](c.md)` [x](https://nodejs.org)'),
    ).toEqual([])
    expect(anchorsOf('## One *word*, four `places`: a-b')).toEqual(['one-word-four-places-a-b'])
  })
})
