import { describe, expect, it } from 'vitest'
import { emptyDraft, formFaults, rebaseDraft, withValue } from '../../../../renderer/users/form/user-form.ts'

const filled = withValue(withValue(emptyDraft, 'username', 'anna@nordwind.test'), 'firstName', 'Anna')

describe('the form of a person', () => {
  it('lets the display name follow the names until somebody types another', () => {
    const both = withValue(filled, 'lastName', 'Berg')
    expect(both.displayName).toBe('Anna Berg')
    const own = withValue(both, 'displayName', 'Anna B.')
    expect(withValue(own, 'lastName', 'Dahl').displayName).toBe('Anna B.')
  })

  it('has nothing to say of a good form', () => {
    expect(formFaults(filled)).toEqual({})
  })

  it('keeps the roles that were ticked here, and follows the others when somebody else has saved them', () => {
    const before = { ...filled, roles: ['globalReader', 'reportsReader'] } as const
    const typed = { ...withValue(before, 'jobTitle', 'Clerk'), roles: ['reportsReader', 'userAdministrator'] } as const
    const after = { ...withValue(before, 'city', 'Odense'), roles: ['globalReader', 'helpdeskAdministrator'] } as const
    expect(rebaseDraft(typed, before, after)).toEqual({
      ...withValue(typed, 'city', 'Odense'),
      roles: ['helpdeskAdministrator', 'userAdministrator'],
    })
  })

  it('names what is missing', () => {
    expect(formFaults(emptyDraft)).toEqual({
      username: { reason: 'missing', detail: null },
      displayName: { reason: 'missing', detail: null },
    })
  })

  it('says at which field a limit is passed and which it is', () => {
    const long = withValue(filled, 'jobTitle', 'x'.repeat(65))
    expect(formFaults(long)).toEqual({ jobTitle: { reason: 'tooLong', detail: 64 } })
  })

  it('judges of what a directory holds only what was changed', () => {
    const kept = {
      ...emptyDraft,
      username: 'anna',
      displayName: 'Anna',
      contact: { ...emptyDraft.contact, alternateEmail: 'none' },
    }
    expect(formFaults(kept, kept)).toEqual({})
    expect(formFaults(withValue(kept, 'city', 'Mal\nmö'), kept)).toHaveProperty('city')
    expect(formFaults(withValue(kept, 'alternateEmail', 'nobody'), kept)).toHaveProperty('alternateEmail')
    expect(formFaults(withValue(kept, 'displayName', ''), kept)).toHaveProperty('displayName')
  })

  it('wants one email address, or none', () => {
    expect(formFaults(withValue(filled, 'alternateEmail', 'a@b.test, c@d.test'))).toHaveProperty('alternateEmail')
    expect(formFaults(withValue(filled, 'alternateEmail', 'a@b.test'))).toEqual({})
  })

  it('allows lines in the address only', () => {
    expect(formFaults(withValue(filled, 'address', 'Havnegade 1\n2. tv'))).toEqual({})
    expect(formFaults(withValue(filled, 'city', 'Malmö\n'))).toEqual({})
    expect(formFaults(withValue(filled, 'city', 'Mal\nmö'))).toEqual({
      city: { reason: 'controlCharacter', detail: 128 },
    })
  })
})
