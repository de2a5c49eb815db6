import type { AuditEntry } from '../../../shared/audit.ts'
import { actionKey } from '../../../shared/i18n/action-key.ts'
import { reasonText, targetText } from '../../../shared/i18n/entry-texts.ts'
import { detailText } from '../../base/words/entry-words.ts'
import type { Words } from '../../base/words/words.ts'

/** An entry of a person's history in words: what happened, and the further facts in one line. */
export function historyWords(entry: AuditEntry, username: string, words: Words): { what: string; rest: string } {
  const { t } = words
  // The person whose history it is need not be named.
  const isOther = (name: string) => name !== '' && name !== username
  const parts = [
    isOther(entry.target) ? targetText(t, entry.target) : '',
    isOther(entry.actor) ? t('users.historyBy', { name: entry.actor }) : '',
    entry.result === 'failure' ? t('users.historyFailed', { reason: reasonText(t, entry.reason) }) : '',
    detailText(words, entry.detail, entry.action),
    t(`audit.doors.${entry.door}`),
  ]
  return { what: t(`audit.actions.${actionKey(entry.action)}`), rest: parts.filter((part) => part !== '').join(' · ') }
}
