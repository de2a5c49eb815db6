import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../', import.meta.url))
const readme = readFileSync(`${root}README.md`, 'utf8')
const rows = (/## OWASP ASVS 5\.0\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? '')
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

describe('what the README says of OWASP ASVS', () => {
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

  test('would be found out', () => {
    expect(fault({ file: 'test/nowhere.test.ts', name: 'x' })).toContain('There is no')
    expect(fault({ file: 'test/readme.test.ts', name: 'a test that nobody'.concat(' wrote') })).toContain('has no test')
    expect(cited('| 1.1 | yes | | `test/a.test.ts` *one*, *two*; `test/b.test.ts` *three* |')).toHaveLength(3)
  })
})
