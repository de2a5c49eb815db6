import { MessageBar, MessageBarBody } from '@fluentui/react-components'
import { type Permission, rolesWith } from '../../shared/rules/role-matrix.ts'
import { localeOf, useWords } from '../app/words.ts'

/** Why everything on a page of settings is disabled, and which roles could change it. */
export function ReadOnlyBar({ permission = 'settings.manage' }: { readonly permission?: Permission }) {
  const { t, language } = useWords()
  const names = rolesWith(permission).map((role) => t(`roles.${role}`))
  const roles = new Intl.ListFormat(localeOf(language), { type: 'disjunction' }).format(names)
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>{t('policies.readOnly', { roles })}</MessageBarBody>
    </MessageBar>
  )
}
