// INTERIM: replaced by the full version.
import { randomInt } from 'node:crypto'
import type { Language } from '../../shared/ids.ts'
import type { PasswordStyle } from '../../shared/passwords.ts'
import type { PasswordOwner, PasswordPolicy } from '../../shared/rules/password-rules.ts'
export function generatePassword(
  _style: PasswordStyle,
  _language: Language,
  _policy: PasswordPolicy,
  _owner: PasswordOwner,
): string {
  const set = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789'
  let out = 'Ab3-'
  for (let i = 0; i < 12; i += 1) out += set[randomInt(set.length)]
  return out
}
