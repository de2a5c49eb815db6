import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  fillTemplate,
  placeholdersOf,
  templateFaults,
  templateLimits,
  templateNames,
} from '../../../shared/rules/mail-template.ts'

const good = { subject: 'Code', body: 'Hi {{ name }}: {{code}}' }

describe('an edited template', () => {
  it('may use every placeholder of its mail', () => {
    expect(templateFaults('verificationCode', good)).toBeNull()
  })

  it.each([
    ['{{code}} {{navn}}', ['navn'], []],
    ['{{code}} {{person}}', ['person'], []],
    ['{{code}} {{}}', [''], []],
    ['{{code}} {{name', ['{{name'], []],
    ['{{code}} name}}', ['}}'], []],
    ['{{{code}}}', [], ['code']],
    ['https://evil.test/?{{code}}', [], ['code']],
    ['{{code}}.evil.test and {{code}}', [], ['code']],
    ['Your code is\n{{code}}.', [], []],
    ['no code', [], ['code']],
    ['{{__proto__}} {{constructor}}', ['__proto__', 'constructor'], ['code']],
  ])('%j has unknown %j and misses %j', (body, unknown, missing) => {
    const faults = templateFaults('verificationCode', { ...good, body })
    expect([faults?.unknown ?? [], faults?.missing ?? []]).toEqual([unknown, missing])
  })

  it.each(['', ' ', 'a\nb', 'a\u0000', 'x'.repeat(201)])('can not have the subject %j', (subject) => {
    expect(templateFaults('verificationCode', { ...good, subject })?.isSubjectBad).toBe(true)
  })

  it.each(['', ' \n ', '{{code}}\u0000', `{{code}}${'x'.repeat(templateLimits.body)}`])(
    'can not have the body %j',
    (body) => {
      expect(templateFaults('verificationCode', { ...good, body })?.isBodyBad).toBe(true)
    },
  )

  it('can not change where a link leads, nor leave the link out', () => {
    const faults = (subject: string, body: string) => templateFaults('resetLink', { subject, body })?.missing
    expect(faults('Link', 'Hi\n\n{{link}}\n\nBye')).toBeUndefined()
    for (const body of [
      'https://evil.test/?{{link}}',
      'evil.test#{{link}}',
      '{{link}}@evil.test',
      '{{link}}/{{name}}',
      'none',
    ]) {
      expect(faults('Link', body), body).toEqual(['link'])
    }
    expect(faults('{{link}}', '{{link}}')).toEqual(['link'])
  })

  it('never asks for a password', () => {
    for (const template of templateNames) expect(placeholdersOf(template).join()).not.toMatch(/password|secret/i)
  })
})

it('is filled in one pass, whatever the values are', () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      expect(fillTemplate('<{{name}}|{{ code }}|{{else}}>', () => value)).toBe(`<${value}|${value}|{{else}}>`)
    }),
  )
})
