import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { englishWords } from '../electron/language/en.ts'
import { ownPlaces } from '../renderer/settings/settings-places.ts'
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

function sourcesIn(folder: string): readonly (readonly [path: string, source: string])[] {
  const files = readdirSync(`${root}${folder}`, { recursive: true, withFileTypes: true })
  const code = files.filter((file) => file.isFile() && /\.tsx?$/.test(file.name))
  return code.map((file) => [file.name, readFileSync(`${file.parentPath}/${file.name}`, 'utf8')] as const)
}

function sources(): readonly (readonly [path: string, source: string])[] {
  return ['renderer', 'electron'].flatMap(sourcesIn)
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

/** Keys that no source names: neither whole, nor by a template with a changing part, nor as one of the values of a union in its place. */
function unusedKeys(texts: Texts, code: string): readonly string[] {
  const named = new Set([...code.matchAll(/['"`]([\w-]+(?:\.[\w()-]+)+)['"`]/g)].map(([, key]) => key))
  const templates = [...code.matchAll(/`([a-z]\w*\.[^`\s]*\$\{[^`]*)`/gi)].map(([, template = '']) =>
    template.split(/\$\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')),
  )
  const changing = templates.map((parts) => {
    // A policy's path has dots itself.
    const any = parts[0] === 'policies\\.fields\\.' ? '.+' : '[^.]+'
    return new RegExp(`^${parts.join(any)}$`)
  })
  return [...texts.keys()].filter((key) => {
    const base = key.replace(/_(one|other)$/, '')
    return !named.has(base) && !changing.some((one) => one.test(base))
  })
}

describe('every text', () => {
  it('is said somewhere', () => {
    const folders = ['renderer', 'electron', 'shared']
    const code = folders.flatMap((folder) => sourcesIn(folder).map(([, source]) => source)).join('\n')
    expect(unusedKeys(measure, code)).toEqual([])
  })
})

/** The places that texts lead to, as `Settings > Mail`: their settings and what follows. */
function settingsPaths(texts: Texts): readonly (readonly [key: string, rest: string])[] {
  const title = texts.get('settings.title') ?? ''
  return [...texts].flatMap(([key, text]) =>
    // The steps that a device takes lead through its own settings.
    key.startsWith('portal.trust.')
      ? []
      : [...text.matchAll(new RegExp(`${title}(?=[,>]| >)(.*)`, 'g'))].map(([, rest = '']) => [key, rest] as const),
  )
}

/** Paths that lead to no page of Settings, or to none of its tabs. */
function deadPaths(texts: Texts, pages: readonly string[]): readonly string[] {
  const under = (name: string) => [...texts].flatMap(([key, text]) => (key.startsWith(name) ? [text] : []))
  const tabs = new Map([
    [texts.get('settings.policies'), under('policies.tabs.')],
    [texts.get('settings.mail'), under('mail.tabs.')],
  ])
  const starts = (text: string, names: readonly string[]) => names.find((name) => text.startsWith(` > ${name}`))
  return settingsPaths(texts).flatMap(([key, rest]) => {
    const page = starts(rest, pages)
    if (page === undefined) return [key]
    const further = rest.slice(3 + page.length)
    const isGood = !further.startsWith(' >') || starts(further, tabs.get(page) ?? []) !== undefined
    return isGood ? [] : [key]
  })
}

describe.each(languages)('the ways through the settings in %s', (language) => {
  it('lead to pages that the screen has', () => {
    const texts = textsOf[language]
    const pages = [...ownPlaces, 'policies'].map((page) => texts.get(`settings.${page}`) ?? '')
    expect(pages.length).toBeGreaterThan(4)
    expect(settingsPaths(texts).length).toBeGreaterThan(8)
    expect(deadPaths(texts, pages)).toEqual([])
  })
})

/** Keys of texts in which something is found. */
function finding(texts: Texts, wrong: RegExp): readonly string[] {
  return [...texts].flatMap(([key, text]) => (wrong.test(text) ? [`${key}: ${text}`] : []))
}

describe.each(languages)('every text in %s', (language) => {
  it('writes its numbers as the language does', () => {
    expect(finding(textsOf[language], /\{\{(count|maximum|line|least|most|seconds|hours|threshold)\}\}/)).toEqual([])
    // A plain space would let the number and what belongs to it end up on two lines.
    expect(finding(textsOf[language], /[\d}] (%|[kMG]B\b|\d{3}\b)/)).toEqual([])
  })

  it('names no company that exists', () => {
    const domains = [...textsOf[language].values()].flatMap(
      (text) => text.match(/[\w-]+\.(com|dk|se|no|test)\b/g) ?? [],
    )
    expect([...new Set(domains)]).toEqual(['example.com'])
  })
})

describe('English', () => {
  const english = measure

  it('calls a message an email; mail is what sends it', () => {
    const sender = /mail (server|account|settings)|> Mail\b|mail is not set up|mail\.example\.com/gi
    const pages = ['settings.mail', 'policies.selfService.openMail', 'mail.sections']
    const rest = new Map([...english].map(([key, text]) => [key, pages.includes(key) ? '' : text.replace(sender, '')]))
    expect(finding(rest, /\bmails?\b/i)).toEqual([])
    const templates = Object.entries(englishWords.templates).map(
      ([name, { subject, body }]) => [name, subject + body] as const,
    )
    expect(finding(new Map(templates), /\bmails?\b/i)).toEqual([])
  })

  it('says plainly who does what', () => {
    expect(finding(english, /\b(whoever|whomever|whom|whatever|aught|nought)\b/i)).toEqual([])
  })

  it('says administrator to people at the portal, and admin at the desk', () => {
    const isPortal = (key: string) =>
      /^(recovery|registration|sessions|links\.(startText|cutOff)|portal\.trust|errors\.(tooMany|locked|EMAIL|LINK_GONE|FACTOR))/.test(
        key,
      ) && !/^(recovery\.desk|registration\.(report|person))\./.test(key)
    const isDesk = (key: string) => /^(audit|groups|imports|mail|passwords|policies|requests|users|vault)\./.test(key)
    const at = (where: (key: string) => boolean) => new Map([...english].filter(([key]) => where(key)))
    expect(finding(at(isPortal), /\badmins?\b/i)).toEqual([])
    const label = english.get('recovery.contact') ?? ''
    const desk = new Map([...at(isDesk)].map(([key, text]) => [key, text.replace(label, '')]))
    expect(finding(desk, /\badministrators?\b/i)).toEqual([])
  })

  it('is written as in Britain, and says computer', () => {
    expect(
      finding(english, /(?<!\bs|\bpr)iz(e[ds]?|ing|ations?)\b|\b(color|behavior|center)\b|\bmachines?\b/i),
    ).toEqual([])
  })

  it('has no space before … or %', () => {
    expect(finding(english, /\s(…|%)/)).toEqual([])
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

  it('on a key that nothing asks for', () => {
    const changing = ['`', 'a.$', '{z}`'].join('')
    const texts = new Map([...source, ['b.x.y', ''], ['b.z', '']])
    expect(unusedKeys(texts, `t('b.z') ${changing}`)).toEqual(['b.x.y'])
  })

  it('on a way to a page that does not exist', () => {
    const pages = new Map([
      ['settings.title', 'Settings'],
      ['settings.policies', 'Policies'],
      ['policies.tabs.lockout', 'Lockout'],
    ])
    const ways = ['> Policies.', '> Policies > Lockout first.', '> Lockout.', ', Policies.', '> Policies > Mail.']
    const texts = new Map([
      ...pages,
      ...ways.map((way, at) => [`way${at}`, `See Settings${way.startsWith('>') ? ' ' : ''}${way}`] as const),
    ])
    expect(deadPaths(texts, ['Policies'])).toEqual(['way2', 'way3', 'way4'])
  })

  it('on a key that does not exist', () => {
    const changing = (start: string) => ['t(`', start, '.$', '{z}`)'].join('')
    const code = `t('a.x') t('a.n', { count: 1 }) t('a.y') ${changing('a')} ${changing('b')}`
    expect(unknownKeys(code, source)).toEqual(['a.y', expect.stringContaining('b.')])
  })
})
