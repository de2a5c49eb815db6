import { Body1, Button } from '@fluentui/react-components'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { MyDetails } from '../../shared/account.ts'
import { useNotify } from '../base/notify.tsx'
import { useWords } from '../base/words/words.ts'
import { OwnChangeForm } from '../own/password/own-change-form.tsx'
import { FormActions } from '../ui/form.tsx'
import { Card } from './card.tsx'
import { portalApi } from './portal-api.ts'

/** The state of the password, with a button to change it. */
export function PasswordSection({ me }: { readonly me: MyDetails }) {
  const { t, formatDateTime } = useWords()
  const notify = useNotify()
  const queries = useQueryClient()
  const [isChanging, setIsChanging] = useState(false)
  const changed = () => {
    setIsChanging(false)
    notify(t('sessions.changed'))
    void queries.invalidateQueries({ queryKey: portalApi.myAccount.myDetails.key() })
    void queries.invalidateQueries({ queryKey: portalApi.myAccount.mySessions.key() })
  }
  const expires = me.passwordExpiresAt === null ? t('sessions.never') : formatDateTime(me.passwordExpiresAt)
  return (
    <Card title={t('sessions.password')}>
      <Body1>{`${t(`states.${me.passwordState}`)} · ${t('sessions.passwordExpiresAt')}: ${expires}`}</Body1>
      {isChanging ? (
        <ChangeForm me={me} onChanged={changed} onCancel={() => setIsChanging(false)} />
      ) : (
        <FormActions>
          <Button appearance="primary" onClick={() => setIsChanging(true)}>
            {t('sessions.changePassword')}
          </Button>
        </FormActions>
      )}
    </Card>
  )
}

type ChangeFormProps = { readonly me: MyDetails; readonly onChanged: () => void; readonly onCancel: () => void }

function ChangeForm({ me, onChanged, onCancel }: ChangeFormProps) {
  const { data, error } = useQuery(portalApi.myAccount.passwordRules.queryOptions({ input: {} }))
  const organisation = data?.organisation ?? ''
  return <OwnChangeForm {...{ organisation, onChanged, onCancel }} owner={me} rules={{ data: data?.policy, error }} />
}
