import { expect, it } from 'vitest'
import { languageFacts, languages } from '../../../shared/languages.ts'
import { csvLine, separatorIn, separatorOf } from '../../../shared/rules/files/csv-line.ts'
import { localeIn, regionOf } from '../../../shared/rules/region.ts'

it.each([
  ['da-DK', 'DK'],
  ['en', null],
  ['zh-Hant-TW', 'TW'],
  ['en-001', '001'],
  ['', null],
  ['not a tag', null],
])('the region of %j is %j', (tag, region) => {
  expect(regionOf(tag)).toBe(region)
})

it('English on a Danish machine has Danish times and numbers, and on an American one its own', () => {
  const time = (locale: string) =>
    new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: 'UTC' }).format(14 * 3_600_000 + 32 * 60_000)
  const number = (locale: string) => new Intl.NumberFormat(locale).format(12_345.6)
  expect([time(localeIn('en', 'DK')), number(localeIn('en', 'DK'))]).toEqual(['14.32', '12.345,6'])
  expect([time(localeIn('en', 'US')).replace(/\s/, ' '), number(localeIn('en', 'US'))]).toEqual(['2:32 PM', '12,345.6'])
  for (const language of languages) expect(localeIn(language, null)).toBe(languageFacts[language].locale)
})

it('a file has the separator that Excel expects in the region, or where none is known in the language', () => {
  expect(separatorIn(localeIn('en', 'DK'))).toBe(';')
  expect(separatorIn(localeIn('en', 'GB'))).toBe(',')
  expect(separatorIn(localeIn('da', 'US'))).toBe(separatorIn('da'))
  for (const language of languages) {
    expect(separatorOf({ language })).toBe(separatorIn(languageFacts[language].locale))
    expect(separatorOf({ language, separator: ',' })).toBe(',')
  }
  expect(csvLine(['a,b', 'c;d'], ';')).toBe('"a,b";"c;d"\r\n')
})
