import type { Words } from '../base/words/words.ts'

/** Until when a pass works and how often. */
export function passText({ t, formatDateTime }: Words, pass: { endsAt: number | null; isOnce: boolean }): string {
  if (pass.endsAt === null) return t('selfservice.pass.noneYet')
  return t(pass.isOnce ? 'selfservice.pass.untilOnce' : 'selfservice.pass.until', { time: formatDateTime(pass.endsAt) })
}
