import { expect, it } from 'vitest'
import { schemaOf } from '../../../../electron/directory/ldap/schema.ts'

const classes = [
  "( 2.5.6.6 NAME 'person' DESC 'RFC2256: a person MUST ( x )' SUP top STRUCTURAL MUST ( sn $ cn ) MAY ( userPassword $ telephoneNumber ) )",
  "( 2.5.6.7 NAME 'organizationalPerson' SUP person STRUCTURAL MAY ( title $ l ) )",
  "( 1.1 NAME ( 'inetOrgPerson' 'other' ) SUP organizationalPerson STRUCTURAL MAY mail )",
  "( 1.2 NAME 'circle' SUP circle MAY x )",
]
const attributes = [
  "( 2.5.4.4 NAME ( 'sn' 'surname' ) SUP name )",
  "( 2.5.4.41 NAME 'name' SYNTAX 1.3.6.1.4.1.1466.115.121.1.15{32768} )",
  "( 0.9 NAME ( 'mail' 'rfc822Mailbox' ) EQUALITY caseIgnoreIA5Match SYNTAX 1.3.6.1.4.1.1466.115.121.1.26{256} )",
  "( 2.5.4.20 NAME 'telephoneNumber' SYNTAX 1.3.6.1.4.1.1466.115.121.1.50 )",
]
const schema = schemaOf(classes, attributes)

it('knows what a class and those above it allow and need, by every name and whatever the case', () => {
  expect(schema.allows(['InetOrgPerson'], 'Mail')).toBe(true)
  expect(schema.allows(['other'], 'rfc822mailbox')).toBe(true)
  expect(schema.allows(['person'], 'mail')).toBe(false)
  expect(schema.needs(['inetOrgPerson'], 'surname')).toBe(true)
  expect(schema.needs(['inetOrgPerson'], 'title')).toBe(false)
  expect(schema.allows(['person'], 'x')).toBe(false)
  expect(schema.allows(['extensibleObject'], 'anything')).toBe(true)
  expect(schema.allows(['nobody knows', 'circle'], 'mail')).toBe(false)
})

it('knows which characters a syntax takes, that of an attribute above it, too', () => {
  expect(schema.takes('mail', 'anna@example.com')).toBe(true)
  expect(schema.takes('mail', 'åse@example.com')).toBe(false)
  expect(schema.takes('telephoneNumber', '+45 (12) 34-56')).toBe(true)
  expect(schema.takes('telephoneNumber', 'ask*')).toBe(false)
  expect(schema.takes('sn', 'Ærø')).toBe(true)
  expect(schema.takes('unknown', 'Ærø')).toBe(true)
  expect(schema.takes('mail', '')).toBe(true)
})
