import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import type { Vault } from '../vault/vault.ts'

/** Eight digits, 26 bits: enough for a code that lives for minutes and allows few tries (OWASP ASVS 6.5.4), and short enough to be read out. */
export function newDigits(): string {
  return String(randomInt(0, 100_000_000)).padStart(8, '0')
}

/** Eight digits as people read and write them: 1234 5678. */
export function spacedDigits(digits: string): string {
  return `${digits.slice(0, 4)} ${digits.slice(4)}`
}

/** A code as it was typed, without spaces and hyphens. */
export function typedMaterial(typed: string): string {
  return typed.replace(/[\s\-–—]/g, '')
}

/** Crockford's base 32: no I, L, O or U, so that a code read out or printed is typed back without doubt. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Random characters of five bits each. */
export function newCode(length: number): string {
  // 256 is a multiple of 32, so that every character is as likely as any other.
  return [...randomBytes(length)].map((byte) => alphabet.charAt(byte & 31)).join('')
}

/** A code as it was typed, whatever its case; O counts as 0, I and L as 1. Null if it can't be one of this length. */
export function readCode(typed: string, length: number): string | null {
  const clean = typedMaterial(typed).toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1')
  const isCode = clean.length === length && [...clean].every((letter) => alphabet.includes(letter))
  return isCode ? clean : null
}

/** A token of 256 random bits, which proves that its holder started the run. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** The hash that the store keeps in place of a token. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** Compares two byte strings in constant time. */
export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}

/** The keyed hash of digits together with the record that they belong to: the same digits in another run, or for another person, have another hash. */
export const codeHash = (vault: Vault, record: string, digits: string) =>
  vault.digest('self-service code', `${record} ${digits}`)
export const sentRecord = (attempt: number, method: string) => `attempt ${attempt} ${method}`
export const deskRecord = (userId: number) => `desk ${userId}`
