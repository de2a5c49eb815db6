import { describe, expect, it } from 'vitest'
import { type OwnContact, ownContactFaults } from '../../../../renderer/own/contact/own-contact.ts'

const contact: OwnContact = { alternateEmail: 'anna@home.example', mobilePhone: '+45 12 34 56 78', language: 'da' }

describe("a person's own contact information", () => {
  it('may be complete or empty', () => {
    expect(ownContactFaults(contact)).toEqual({})
    expect(ownContactFaults({ alternateEmail: ' ', mobilePhone: '', language: null })).toEqual({})
  })

  it('is refused where the service would refuse it', () => {
    expect(ownContactFaults({ ...contact, alternateEmail: 'a@b.example, c@d.example' })).toEqual({
      alternateEmail: { reason: 'emailInvalid', detail: null },
    })
    expect(ownContactFaults({ ...contact, mobilePhone: '1'.repeat(65) })).toEqual({
      mobilePhone: { reason: 'tooLong', detail: 64 },
    })
    expect(ownContactFaults({ ...contact, mobilePhone: '1\u0007' })).toHaveProperty(
      'mobilePhone.reason',
      'controlCharacter',
    )
  })
})
