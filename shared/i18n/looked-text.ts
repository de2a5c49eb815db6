import type { LookAnswer } from '../directories.ts'
import type { Translate } from './i18n.ts'

/** What a look at a directory has found: "Office: 3 people added, 1 changed, none gone." */
export function lookedText(t: Translate, name: string, answer: LookAnswer): string {
  const { missing } = answer
  const text = changesText(t, name, answer)
  return missing === 0 ? text : `${text} ${t('directories.missing', { name, count: missing })}`
}

function changesText(t: Translate, name: string, { added, changed, gone }: LookAnswer): string {
  if (added + changed + gone === 0) return t('directories.lookedSame', { name })
  return t('directories.looked', {
    name,
    added: added === 0 ? t('directories.noneAdded') : t('directories.added', { count: added }),
    changed: changed === 0 ? t('directories.noneChanged') : t('directories.changed', { count: changed }),
    gone: gone === 0 ? t('directories.noneGone') : t('directories.gone', { count: gone }),
  })
}
