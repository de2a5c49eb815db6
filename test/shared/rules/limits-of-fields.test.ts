import { expect, it } from 'vitest'
import { contactLimits } from '../../../shared/rules/contact-fields.ts'
import { defaultPolicies, policies } from '../../../shared/rules/policy.ts'

it('contact fields are as long as Microsoft 365 takes them', () => {
  expect(contactLimits).toEqual({
    ...{ firstName: 64, lastName: 64, jobTitle: 64, department: 64, officeNumber: 128, officePhone: 64 },
    ...{ mobilePhone: 64, fax: 64, alternateEmail: 254, address: 1023, city: 128, state: 128, postalCode: 40 },
    country: 128,
  })
})

it.each([
  ['maximumSequence', 10],
  ['historyCount', 24],
  ['historyDays', 3650],
  ['minimumAgeHours', 720],
] as const)('%s is 0 to %i', (field, most) => {
  const isGood = (value: number) =>
    policies.safeParse({
      ...defaultPolicies,
      protection: { ...defaultPolicies.protection, preset: 'own', [field]: value },
    }).success
  expect([-1, 0, most, most + 1, 0.5].map(isGood)).toEqual([false, true, true, false, false])
})
