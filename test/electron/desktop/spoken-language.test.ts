import { beforeEach, expect, test } from 'vitest'
import { createSpokenLanguage } from '../../../electron/desktop/spoken-language.ts'
import type { Language } from '../../../shared/ids.ts'
import { standIn } from '../../support/electron-records.ts'
import { app } from '../../support/electron-stand-in.ts'

beforeEach(() => standIn.reset({ languages: ['sv-SE'] }))

const spoken = (remembered: Language | null) => createSpokenLanguage({ app, remembered })

test('is the language of the system where nobody chose one, and the one that was chosen last where somebody did', () => {
  expect(spoken(null).words().t('desktop.editMenu')).toBe('Redigera')
  expect(spoken('en').words().t('desktop.editMenu')).toBe('Edit')
})

test('is the one that was chosen from then on, and tells of each other one, once', () => {
  const language = spoken('da')
  const told: Language[] = []
  language.onChoice((one) => void told.push(one))
  for (const one of ['da', 'nb', 'nb', 'en'] as const) language.choose(one)
  expect(told).toEqual(['nb', 'en'])
  expect(language.words().language).toBe('en')
})

test('the first choice is told even where the system speaks that language already, so that it is remembered', () => {
  const told: Language[] = []
  const language = spoken(null)
  language.onChoice((one) => void told.push(one))
  language.choose('sv')
  expect(told).toEqual(['sv'])
})
