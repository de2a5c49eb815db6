import { expect, it } from 'vitest'
import { newDigits, spacedDigits } from '../../../electron/codes/codes.ts'
import { exampleData } from '../../../electron/mail/templates.ts'
import { codeLife } from '../../../shared/rules/reset-attempt.ts'

it('a preview shows a code and its life as the product sends them', () => {
  const { code, minutes } = exampleData('verificationCode', 0) as { code: string; minutes: number }
  const shape = (text: string) => text.replace(/\d/g, '0')
  expect(shape(code)).toBe(shape(spacedDigits(newDigits())))
  expect(minutes * 60_000).toBe(codeLife)
})
