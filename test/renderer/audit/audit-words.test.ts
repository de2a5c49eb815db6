import { describe, expect, it } from 'vitest'
import { verdictText } from '../../../renderer/audit/audit-words.ts'
import { createWords } from '../../../shared/i18n/i18n.ts'

const { t } = createWords('en')

describe('the words of the audit log', () => {
  it('says what Verify found', () => {
    const intact = { entries: 1204, isIntact: true, brokenEntry: null, fault: null }
    expect(verdictText(t, intact)).toBe('All 1,204 entries are intact')
    expect(verdictText(t, { ...intact, entries: 1 })).toBe('The only entry is intact')
    const broken = { entries: 1204, isIntact: false, brokenEntry: 17 }
    expect(verdictText(t, { ...broken, fault: 'changed' })).toBe('Entry 17 was changed')
    expect(verdictText(t, { ...broken, fault: 'missing' })).toBe('Entry 17 is missing')
    expect(verdictText(t, { ...broken, fault: 'cutOff' })).toBe('The end of the log is missing, from entry 17 on')
  })

  it('writes numbers as the language does', () => {
    const intact = { entries: 1204, isIntact: true, brokenEntry: null, fault: null }
    expect(verdictText(createWords('da').t, intact)).toBe('Alle 1.204 poster er intakte')
  })
})
