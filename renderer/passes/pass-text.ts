import type { Words } from '../base/words/words.ts'

/** Until when a pass works and how often. */
export function passText({ t, formatDateTime }: Words, pass: { endsAt: number | null; isOnce: boolean }): string {
  if (pass.endsAt === null) return t('passes.noneYet')
  return t(pass.isOnce ? 'passes.untilOnce' : 'passes.until', { time: formatDateTime(pass.endsAt) })
}
