import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { errorMap } from '../shared/errors.ts'
import { defaultLanguage, forEachLanguage, languages, languageTexts } from '../shared/languages.ts'
import { samplesOf } from './support/language-samples.ts'

type Texts = ReadonlyMap<string, string>

/** Names that are not translated. */
const names = /\.encodings\.|^portal\.trust\.names\./

function flat(tree: object, prefix = ''): Texts {
  const entries = Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${prefix}${key}`, value]] : [...flat(value as object, `${prefix}${key}.`)],
  )
  return new Map(entries)
}

const textsOf = forEachLanguage((language) => flat(languageTexts[language]))
const measure = textsOf[defaultLanguage]
const others = languages.filter((language) => language !== defaultLanguage)

/** What a sentence leaves open, each once and in order: `{{count, number}}` is `count`. */
function placeholders(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\{\{\s*-?\s*(\w+)/g)].map((match) => match[1] ?? ''))].sort()
}

function missing(from: Texts, wanted: Texts): readonly string[] {
  return [...wanted.keys()].filter((key) => !from.has(key))
}

function otherPlaceholders(texts: Texts, source: Texts): readonly string[] {
  return [...source].flatMap(([key, text]) => {
    const [has, wants] = [placeholders(texts.get(key) ?? ''), placeholders(text)]
    return texts.has(key) && has.join() !== wants.join() ? [`${key}: {${has}} instead of {${wants}}`] : []
  })
}

/** Every language here knows two forms: a key with one of them and not the other falls back to nothing. */
function halfPlurals(texts: Texts): readonly string[] {
  return [...texts.keys()].flatMap((key) => {
    const [, stem, form] = /^(.*)_(one|other|zero|two|few|many)$/.exec(key) ?? []
    if (stem === undefined) return []
    const other = `${stem}_${form === 'one' ? 'other' : 'one'}`
    return (form === 'one' || form === 'other') && texts.has(other) ? [] : [key]
  })
}

function untidy(texts: Texts): readonly string[] {
  return [...texts]
    .filter(([, text]) => text.trim() === '' || text !== text.trim() || / {2}/.test(text))
    .map(([key]) => key)
}

function untranslated(texts: Texts, source: Texts, allowed: readonly string[]): readonly string[] {
  const wordsOf = (text: string) =>
    text
      .replace(/\{\{.*?\}\}|[^\p{L}\s]/gu, '')
      .trim()
      .toLowerCase()
  return [...source].flatMap(([key, text]) => {
    const words = wordsOf(text)
    // Without a small letter there are only abbreviations, such as SHA-256.
    const isName = names.test(key) || !/\p{Ll}/u.test(text.replace(/\{\{.*?\}\}/g, ''))
    const isSound = texts.get(key) !== text || words === '' || allowed.includes(words) || isName
    return isSound ? [] : [key]
  })
}

const root = fileURLToPath(new URL('..', import.meta.url))

function sources(): readonly (readonly [path: string, source: string])[] {
  return ['renderer', 'electron'].flatMap((folder) => {
    const files = readdirSync(`${root}${folder}`, { recursive: true, withFileTypes: true })
    const code = files.filter((file) => file.isFile() && /\.tsx?$/.test(file.name))
    return code.map((file) => [file.name, readFileSync(`${file.parentPath}/${file.name}`, 'utf8')] as const)
  })
}

/** Keys that the code asks for and that do not exist; of a key with a changing part, its beginning must exist. */
function unknownKeys(source: string, texts: Texts): readonly string[] {
  const known = new Set([...texts.keys()].map((key) => key.replace(/_(one|other)$/, '')))
  const asked = [...source.matchAll(/(?:\bt\(|\bi18nKey=\{?)\s*(?:'([^']+)'|"([^"]+)"|`([^`]*)`)/g)]
  return asked.flatMap(([, single, double, template]) => {
    const key = single ?? double ?? template ?? ''
    const [start = '', ...changing] = key.split('${')
    const exists = changing.length === 0 ? known.has(key) : [...known].some((one) => one.startsWith(start))
    return exists ? [] : [key]
  })
}

describe.each(others)('the words in %s', (language) => {
  const texts = textsOf[language]

  it('are all there, and no more than in English', () => {
    expect({ missing: missing(texts, measure), more: missing(measure, texts) }).toEqual({ missing: [], more: [] })
  })

  it('leave the same places open', () => {
    expect(otherPlaceholders(texts, measure)).toEqual([])
  })

  it('are translated', () => {
    expect(untranslated(texts, measure, samplesOf[language].sameAsEnglish)).toEqual([])
  })
})

describe.each(languages)('every text in %s', (language) => {
  it('says something, without stray spaces', () => {
    expect(untidy(textsOf[language])).toEqual([])
  })

  it('that counts has both forms', () => {
    expect(halfPlurals(textsOf[language])).toEqual([])
  })
})

/** The addresses that texts give as examples, such as those of user names and of mail. */
function exampleAddresses(texts: Texts): readonly string[] {
  return [...new Set([...texts.values()].flatMap((text) => text.match(/\p{L}+@[\p{L}.]*\p{L}/gu) ?? []))]
}

describe.each(languages)('the examples in %s', (language) => {
  it('are one address, at the company whose servers are named elsewhere', () => {
    const texts = textsOf[language]
    const [, company = ''] = /mail\.(\S+)\.$/.exec(texts.get('mail.hostHint') ?? '') ?? []
    expect(company).toMatch(/^\w+\.\w+$/)
    expect(exampleAddresses(texts)).toEqual([`anna@${company}`])
  })
})

describe('the code', () => {
  it('asks only for words that exist', () => {
    const unknown = sources().flatMap(([path, source]) => unknownKeys(source, measure).map((key) => `${path}: ${key}`))
    expect(unknown).toEqual([])
  })

  it('has words for every error', () => {
    const known = new Set([...measure.keys()].map((key) => key.replace(/_(one|other)$/, '')))
    expect(Object.keys(errorMap).filter((code) => !known.has(`errors.${code}`))).toEqual([])
  })
})

describe('Swedish', () => {
  it('never says Återställ alone, which could mean password or user', () => {
    expect([...textsOf.sv].filter(([, text]) => /^Återställ[.!]?$/.test(text)).map(([key]) => key)).toEqual([])
  })
})

describe('the checks above find a fault that is there', () => {
  const source = new Map([
    ['a.x', 'Hello {{name}}'],
    ['a.n_one', '{{count}} user'],
    ['a.n_other', '{{count}} users'],
  ])

  it('on a key that is missing', () => {
    expect(missing(new Map(), source)).toHaveLength(3)
  })

  it('on a place that is not open', () => {
    expect(otherPlaceholders(new Map([['a.x', 'Hej']]), source)).toHaveLength(1)
  })

  it('on one form without the other', () => {
    expect(halfPlurals(new Map([['a.n_one', '1 bruger']]))).toEqual(['a.n_one'])
  })

  it('on an empty text and on stray spaces', () => {
    expect(
      untidy(
        new Map([
          ['a', ''],
          ['b', ' x'],
          ['c', 'x  y'],
          ['d', 'x y'],
        ]),
      ),
    ).toEqual(['a', 'b', 'c'])
  })

  it('on a text that was not translated', () => {
    expect(untranslated(source, source, ['user'])).toEqual(['a.x', 'a.n_other'])
  })

  it('on a key that does not exist', () => {
    const changing = (start: string) => ['t(`', start, '.$', '{z}`)'].join('')
    const code = `t('a.x') t('a.n', { count: 1 }) t('a.y') ${changing('a')} ${changing('b')}`
    expect(unknownKeys(code, source)).toEqual(['a.y', expect.stringContaining('b.')])
  })
})
