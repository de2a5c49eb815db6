import { Subtitle2 } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { fieldLabel } from '../../shared/i18n/field-name.ts'
import type { UserId } from '../../shared/ids.ts'
import { api } from '../base/api.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { type Fact, FactList } from './request-facts.tsx'

const numbers = ['mobilePhone', 'officePhone'] as const

/** What Keydesk knows of somebody who asks for help, by which an admin checks who is calling. */
export function CallerFacts({ id }: { readonly id: UserId }) {
  const words = useWords()
  const { t, formatDateTime } = words
  const { data: user, error } = useQuery({ ...api.users.get.queryOptions({ input: { id } }), gcTime: 0 })
  if (user === undefined) return <ErrorBar error={error} />
  const known = numbers.filter((field) => user.contact[field] !== '')
  const phones: readonly Fact[] =
    known.length === 0
      ? [[fieldLabel('mobilePhone', words), t('requests.noNumbers')]]
      : known.map((field) => [fieldLabel(field, words), user.contact[field]])
  const { passwordChangedAt } = user
  return (
    <section aria-label={t('requests.onFile')}>
      <Subtitle2 as="h3">{t('requests.onFile')}</Subtitle2>
      <FactList
        facts={[
          ...phones,
          [t('users.columns.signIn'), t(`signIn.${user.signIn}`)],
          [t('users.columns.passwordState'), t(`states.${user.passwordState}`)],
          [
            t('users.columns.passwordChangedAt'),
            passwordChangedAt === null ? t('users.never') : formatDateTime(passwordChangedAt),
          ],
        ]}
      />
    </section>
  )
}
