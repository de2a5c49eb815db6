import { expect, it } from 'vitest'
import { createWords } from '../../../shared/i18n/i18n.ts'
import { languages } from '../../../shared/languages.ts'

it.each(languages)('says in %s how far something is with the numbers as the screen has written them', (language) => {
  const { t } = createWords(language)
  const [done, all] = ['1.234,5', '2.000']
  for (const text of [
    t('jobs.progress', { done, total: all }),
    t('users.deleting', { done, all }),
    t('imports.progress', { done, all }),
  ]) {
    expect(text).toContain(done)
    expect(text).toContain(all)
  }
})
