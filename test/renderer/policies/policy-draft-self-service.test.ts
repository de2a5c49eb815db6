import { describe, expect, it } from 'vitest'
import {
  draftOf,
  faultsOf,
  isHelpGood,
  policiesOf,
  readQuestions,
  wrongPaths,
} from '../../../renderer/policies/policy-draft.ts'
import { defaultPolicies } from '../../../shared/rules/policy.ts'
import { type Typing, typeInto } from '../../support/policy-typing.ts'

const draft = (typing: Typing = {}) => typeInto(draftOf(defaultPolicies), typing)
const saved = (typing: Typing) => policiesOf(draft(typing))?.selfService
const withQuestions = { 'selfService.methods': ['email', 'questions'] } as const

describe("an organisation's own questions", () => {
  it('are one a line, each once, without what is around them', () => {
    expect(readQuestions(' Which boat? \r\n\nWhich pier?\nWhich boat?')).toEqual({
      questions: ['Which boat?', 'Which pier?'],
      badLines: [],
    })
  })

  it('are named by their line when they are too short or too long', () => {
    expect(readQuestions(`Hm\nWho?\n${'x'.repeat(201)}`)).toEqual({ questions: ['Who?'], badLines: [1, 3] })
    expect(wrongPaths(draft({ ...withQuestions, 'selfService.ownQuestions': 'Hm' }))).toEqual([
      'selfService.ownQuestions',
    ])
  })

  it('are twenty at most', () => {
    const many = Array.from({ length: 21 }, (_, at) => `Question ${at}?`).join('\n')
    expect(saved({ ...withQuestions, 'selfService.ownQuestions': many })).toBeUndefined()
  })

  it('do not stop saving while nobody is asked any questions', () => {
    const text = 'Hm\nWhich boat?'
    const off = saved({ 'selfService.ownQuestions': text, 'selfService.questionsToRegister': '' })
    expect(off).toMatchObject({ ownQuestions: ['Which boat?'], questionsToRegister: 5 })
    const fewer = { 'selfService.questionsToRegister': '3', 'selfService.questionsToReset': '5' }
    expect(faultsOf(draft(fewer))).toEqual([])
    expect(faultsOf(draft({ ...fewer, ...withQuestions }))).toEqual(['questionsToReset'])
  })
})

describe('self-service as it is typed', () => {
  it('says at once what would let nobody in', () => {
    expect(faultsOf(draft())).toEqual([])
    expect(faultsOf(draft({ 'selfService.enabledFor': 'selected' }))).toEqual(['noGroups'])
    expect(faultsOf(draft({ 'selfService.methods': ['authenticator'] }))).toEqual(['onlyTheApp'])
    expect(faultsOf(draft({ 'selfService.methods': ['email'], 'selfService.required': '2' }))).toEqual([
      'tooFewMethods',
    ])
    expect(faultsOf(draft({ 'selfService.passMinutes': '500' }))).toEqual(['passMinutes'])
  })

  it('says so while another field is wrong, too', () => {
    const broken = draft({ 'selfService.enabledFor': 'selected', 'selfService.reconfirmDays': '731' })
    expect(faultsOf(broken)).toEqual(['noGroups'])
    expect(policiesOf(broken)).toBeNull()
  })

  it('ignores the days of grace where nobody must register', () => {
    expect(saved({ 'selfService.graceDays': 'x' })).toMatchObject({ graceDays: 14 })
    expect(saved({ 'selfService.graceDays': 'x', 'selfService.isRegistrationRequired': true })).toBeUndefined()
  })

  it.each([
    ['', true],
    [' help@nordwind.test ', true],
    ['https://help.nordwind.test/desk', true],
    ['javascript:alert(1)', false],
    ['ask Olga', false],
  ])('takes %j as help: %s', (text, isGood) => {
    expect(isHelpGood(text)).toBe(isGood)
    expect(saved({ 'selfService.help': text })?.help).toBe(isGood ? text.trim() : undefined)
  })
})
