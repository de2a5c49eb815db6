import type { Language } from '../../../shared/ids.ts'
import type { PasswordStyle } from '../../../shared/passwords.ts'

/** What an admin chooses in the reset dialog for one person. */
export type ResetChoice = {
  readonly isGenerated: boolean
  readonly style: PasswordStyle
  readonly password: string
  readonly mustChange: boolean
  readonly isCopyWanted: boolean
}

/** The first values of the dialog, for a reset with two clicks: generated, to be changed at the next sign-in, and copied at once. */
export function firstChoice(style: PasswordStyle): ResetChoice {
  return { isGenerated: true, style, password: '', mustChange: true, isCopyWanted: true }
}

/** The part of the reset call that says where the new password comes from. */
export function passwordOf(choice: ResetChoice, language: Language) {
  return choice.isGenerated
    ? ({ kind: 'generate', style: choice.style, language } as const)
    : ({ kind: 'typed', password: choice.password } as const)
}
