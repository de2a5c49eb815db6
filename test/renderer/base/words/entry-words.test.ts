import { describe, expect, it } from 'vitest'
import { detailText, type EntryWords, settingText } from '../../../../renderer/base/words/entry-words.ts'
import { reasonText, targetText } from '../../../../shared/i18n/entry-texts.ts'
import { createWords } from '../../../../shared/i18n/i18n.ts'
import type { Language } from '../../../../shared/ids.ts'

const { t } = createWords('en')
const wordsOf = (language: Language): EntryWords => ({
  t: createWords(language).t,
  language,
  formatDate: (ms) => new Date(ms).toISOString().slice(0, 10),
  formatNumber: String,
})

describe('the words of an audit entry', () => {
  it('puts known reasons and error codes into words and shows others as they stand', () => {
    expect(reasonText(t, 'wrongPassword')).toBe('Wrong password')
    expect(reasonText(t, 'DISK_FULL')).toBe(
      'The disk is full. What was done before is stored, this was not. Make room and try again.',
    )
    expect(reasonText(t, 'somethingNew')).toBe('somethingNew')
    expect(reasonText(t, '')).toBe('')
  })

  it('names the kind of a job and leaves user names alone', () => {
    expect(targetText(t, 'resetPasswords')).toBe('Reset password')
    expect(targetText(t, 'anna@example.com')).toBe('anna@example.com')
  })

  it('lists facts in words, without the numbers that only machines read', () => {
    const english = wordsOf('en')
    expect(detailText(english, { mustChange: 'true', job: '1f0c' })).toBe('must change it: yes')
    expect(detailText(english, { role: 'helpdeskAdministrator' })).toBe('role: Helpdesk admin')
    expect(detailText(english, { roles: 'helpdeskAdministrator, globalReader' })).toBe(
      'roles: Helpdesk admin, Global reader',
    )
    expect(detailText(english, { neverExpires: 'true' })).toBe('password never expires: yes')
    expect(detailText(english, { users: '60', leftOut: '2', ids: '2–61' })).toBe('users: 60 · left out: 2')
    expect(detailText(english, { temporaryHours: '72 → null' })).toBe(
      'How long a temporary password works: 72 → no limit',
    )
    expect(detailText(english, { directory: 'Office', servers: 'dc1:636', trust: 'pinned' })).toBe(
      'Directory: Office · Server: dc1:636 · Certificate: exactly one certificate',
    )
    expect(settingText(english, 'directories.add', 'kind: openLdap')).toEqual({ name: 'Kind', change: 'OpenLDAP' })
    expect(detailText(english, { somethingNew: '1' })).toBe('somethingNew: 1')
    expect(detailText(wordsOf('da'), { fields: 'jobTitle, city, language' })).toBe(
      'ændrede felter: Stilling, By, Foretrukket sprog',
    )
    // As the labels of the form have them, not as the headings of a file.
    expect(detailText(english, { fields: 'firstName, jobTitle, postalCode' })).toMatch(
      /: First name, Job title, ZIP or postal code$/,
    )
  })

  it('knows each step of a reset', () => {
    const steps = ['begin', 'ask', 'prove', 'link'].map((step) => detailText(wordsOf('en'), { step }))
    expect(steps).toEqual(['step: begun', 'step: method chosen', 'step: proof', 'step: link used'])
  })

  it('says what the service wrote in English as the reader says it', () => {
    const [danish, swedish] = [wordsOf('da'), wordsOf('sv')]
    expect(detailText(danish, { with: 'recovery key' })).toBe('med: gendannelsesnøgle')
    expect(detailText(swedish, { with: 'sign-in' })).toBe('med: inloggning')
    expect(detailText(danish, { temporaryStyle: 'strong → classic' })).toContain('Stærk → Klassisk')
    const view = { signIn: '– → blocked, locked', passwordState: 'none', role: 'none, globalReader' }
    expect(detailText(danish, view)).toMatch(
      /– → Blokeret logon, Låst · Adgangskode: Ingen adgangskode · rolle: .*, Global læser/,
    )
    expect(detailText(danish, { with: 'a stone' })).toBe('med: a stone')
    const changes = { 'expiration.isOn': 'false → true', 'temporary.style': 'strong → passphrase' }
    expect(detailText(danish, changes)).not.toMatch(/isOn|false|true|strong|passphrase/)
    expect(detailText(swedish, { 'protection.breachFile': '– → C:\\a → b.txt' })).toContain('– → C:\\a → b.txt')
  })

  it('calls what waits for a second admin as its page does, in the request and in the log', () => {
    const [english, swedish] = [wordsOf('en'), wordsOf('sv')]
    expect(settingText(swedish, 'mail.save', 'security: starttls → none')).toEqual({
      name: 'Kryptering',
      change: 'STARTTLS, krävs (port 587) → Ingen (svagt)',
    })
    expect(settingText(english, 'mail.save', 'host:  → 127.0.0.1')).toEqual({ name: 'Server', change: '– → 127.0.0.1' })
    expect(settingText(english, 'portal.save', 'isOn: false → true').name).toBe('Open the portal on the office network')
    expect(settingText(english, 'portal.save', 'address: 10.0.0.4 → ').change).toBe(
      '10.0.0.4 → All networks of this computer',
    )
    expect(settingText(english, 'sms.save', 'off → C:\\sms.exe').change).toBe('Off → C:\\sms.exe')
    expect(settingText(english, 'policies.save', 'signIn.twoPerson.isOn: true → false')).toEqual({
      name: 'A second admin must approve critical changes',
      change: 'On → Off',
    })
    expect(settingText(english, 'mail.saveTemplate', 'host: a → b').change).toBe('host: a → b')
    expect(settingText(english, null, 'no name')).toEqual({ name: 'Change', change: 'no name' })
    const gateway = 'off → C:\\sms.exe'
    expect(detailText(english, { operation: 'selfservice.saveSmsGateway', setting: gateway }), 'of an older log').toBe(
      detailText(english, { operation: 'sms.save', setting: gateway }),
    )
    const asked = { operation: 'mail.save', setting: 'isOn: false → true; port: 25 → 587' }
    expect(detailText(english, asked)).toContain('Send email: no → yes · Port: 25 → 587')
    expect(detailText(english, { isOn: 'false → true' }, 'Set portal settings.')).toContain('Open the portal')
  })
})
