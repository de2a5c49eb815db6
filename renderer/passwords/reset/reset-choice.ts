import type { Language } from '../../../shared/ids.ts'
import type { PasswordStyle } from '../../../shared/passwords.ts'

/** What the reset dialog asks for one person. */
export type ResetChoice = {
  readonly isGenerated: boolean
  readonly style: PasswordStyle
  readonly password: string
  readonly mustChange: boolean
  readonly isCopyWanted: boolean
}

/** Everything as the two-click reset wants it: generated, to be changed at the first sign-in, copied at once. */
export function firstChoice(style: PasswordStyle): ResetChoice {
  return { isGenerated: true, style, password: '', mustChange: true, isCopyWanted: true }
}

/** The part of the reset call that says where the new password comes from. */
export function passwordOf(choice: ResetChoice, language: Language) {
  return choice.isGenerated
    ? ({ kind: 'generate', style: choice.style, language } as const)
    : ({ kind: 'typed', password: choice.password } as const)
}
