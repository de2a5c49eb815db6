import { useQuery } from '@tanstack/react-query'
import type { PasswordOwner } from '../../shared/rules/password-rules.ts'
import { api } from '../base/api.ts'
import { useSettings } from '../base/session.ts'
import { useWords } from '../base/words/words.ts'
import { OwnChangeForm } from '../own/password/own-change-form.tsx'
import { Panel } from '../ui/panel.tsx'

export type ChangePasswordPanelProps = {
  readonly owner: PasswordOwner
  readonly onChanged: () => void
  readonly onClose: () => void
}

/** The panel in which the signed-in person changes their password. */
export function ChangePasswordPanel({ owner, onChanged, onClose }: ChangePasswordPanelProps) {
  const { t } = useWords()
  const { organisation } = useSettings()
  const rules = useQuery(api.passwords.policy.queryOptions({ input: {} }))
  return (
    <Panel isOpen size="small" title={t('sessions.changePassword')} onClose={onClose}>
      <OwnChangeForm {...{ owner, organisation, rules, onChanged }} onCancel={onClose} />
    </Panel>
  )
}
