import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { UserDetails } from '../../shared/users.ts'
import { api, client } from '../base/api.ts'
import { useNotify } from '../base/notify.tsx'
import { useWords } from '../base/words/words.ts'
import { MethodRow } from '../own/registration/rows/method-row.tsx'
import { useArrival } from '../ui/arriving.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'
import { MaybeButton } from '../ui/maybe-button.tsx'
import { RemovePanel } from '../ui/remove-panel.tsx'
import { Titled } from '../ui/titled.tsx'

export type UserMethodsProps = {
  readonly user: Pick<UserDetails, 'id' | 'displayName'>
  /** Why this admin may not change this person's methods; null if they may. */
  readonly whyNot: string | null
}

/** The second factor of a person, for the admin who helps after a phone was lost. */
export function UserMethods({ user: { id: userId, displayName: name }, whyNot }: UserMethodsProps) {
  const { t, formatDate } = useWords()
  const notify = useNotify()
  const queries = useQueryClient()
  const [isRemoving, setIsRemoving] = useState(false)
  const { data, error, isLoading } = useQuery({ ...api.methods.of.queryOptions({ input: { userId } }), gcTime: 0 })
  useArrival(isLoading)
  const since = data?.authenticatorSince ?? null
  const removed = () => {
    setIsRemoving(false)
    notify(t('methods.factorRemoved', { name }))
  }
  return (
    <Titled level={3} title={t('methods.registeredMethods')}>
      <ErrorBar error={error} />
      {data !== undefined && (
        <div>
          <MethodRow
            name={t('methods.authenticator')}
            state={since === null ? t('methods.notSetUp') : t('methods.since', { date: formatDate(since) })}
            badge={data.isRequired ? t('methods.isRequired') : undefined}
          >
            <MaybeButton
              label={t('methods.removeFactor')}
              whyNot={whyNot ?? (since === null ? t('methods.nothingToRemove', { name }) : null)}
              onClick={() => setIsRemoving(true)}
            />
          </MethodRow>
          {since !== null && (
            <MethodRow
              name={t('methods.codesTitle')}
              state={t('methods.codesLeft', { count: data.recoveryCodesLeft })}
            />
          )}
        </div>
      )}
      {isRemoving && (
        <RemovePanel
          title={t('methods.removeFactor')}
          text={t('methods.removeFactorText', { name })}
          remove={() => client.methods.removeFor({ userId })}
          onRemoved={removed}
          onSettled={() => void queries.invalidateQueries({ queryKey: api.methods.key() })}
          onClose={() => setIsRemoving(false)}
        />
      )}
    </Titled>
  )
}
