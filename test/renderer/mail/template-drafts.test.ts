import { expect, it } from 'vitest'
import { replaced, storedOf, textOf, withDraft } from '../../../renderer/mail/template-drafts.ts'
import type { MailTemplate } from '../../../shared/mail.ts'

const stored: readonly MailTemplate[] = [
  { template: 'testMail', language: 'en', subject: 'Test', body: 'Hi', isEdited: false },
  { template: 'testMail', language: 'da', subject: 'Test', body: 'Hej', isEdited: false },
]
const danish = { template: 'testMail', language: 'da' } as const
const english = { template: 'testMail', language: 'en' } as const

it('what was typed for one mail and language stays there until it is given up', () => {
  const drafts = withDraft({}, danish, { subject: 'Prøve', body: 'Hej' })
  expect(textOf(stored, drafts, danish).subject).toBe('Prøve')
  expect(textOf(stored, drafts, english).body).toBe('Hi')
  expect(textOf(stored, withDraft(drafts, danish, null), danish).subject).toBe('Test')
})

it('a saved template takes the place of the one before', () => {
  const next = replaced(stored, { ...danish, subject: 'Ny', body: 'Hej', isEdited: true })
  expect(storedOf(next, danish)).toMatchObject({ subject: 'Ny', isEdited: true })
  expect(storedOf(next, english)).toMatchObject({ subject: 'Test' })
})
