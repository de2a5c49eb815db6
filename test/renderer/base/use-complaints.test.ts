import { expect, it } from 'vitest'
import { complaintsAbout, standing, stillTrue } from '../../../renderer/base/use-complaints.ts'

it('a complaint goes when its field is changed, and the others stay', () => {
  const typed: Record<string, string> = { name: '', email: 'no address', city: 'Odense' }
  const read = (field: string) => typed[field]
  const made = complaintsAbout({ name: 'missing', email: 'emailInvalid' }, read)
  expect(standing(made, read)).toEqual({ name: 'missing', email: 'emailInvalid' })
  typed.city = 'Aarhus'
  typed.email = 'anna@home.test'
  expect(standing(made, read)).toEqual({ name: 'missing' })
})

it('a complaint is about what was sent, whatever was typed while the service looked at it', () => {
  const made = complaintsAbout({ name: 'taken' }, () => 'Sales')
  expect(standing(made, () => 'Sales and more')).toEqual({})
})

it('a complaint that another field has mended goes too, and nothing new is complained about', () => {
  expect(stillTrue({ confirmation: 'mismatch', name: 'missing' }, { name: 'missing', email: 'missing' })).toEqual({
    name: 'missing',
  })
})
