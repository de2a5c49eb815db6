import { describe, expect, it } from 'vitest'
import { auditActions } from '../../../shared/audit-action.ts'
import { actionKey } from '../../../shared/i18n/action-key.ts'
import { languages, languageTexts } from '../../../shared/languages.ts'

describe('the key of an audit action', () => {
  it('joins the words of an event name and drops its dot', () => {
    expect(actionKey('Reset user password.')).toBe('resetUserPassword')
    expect(actionKey('Set force change user password.')).toBe('setForceChangeUserPassword')
  })

  it('keeps an event name that is one word already', () => {
    expect(actionKey('UserLoggedIn')).toBe('userLoggedIn')
  })

  it('is different for every action', () => {
    expect(new Set(auditActions.map(actionKey)).size).toBe(auditActions.length)
  })

  it.each(languages)('has words in %s, different ones for every action', (language) => {
    const said = auditActions.map((action) => languageTexts[language].audit.actions[actionKey(action)])
    expect(said.every((text) => typeof text === 'string' && text.length > 3)).toBe(true)
    expect(new Set(said).size).toBe(auditActions.length)
  })
})
