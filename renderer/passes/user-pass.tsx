import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { canCreatePass, rolesThatCanCreatePass } from '../../shared/rules/role-matrix.ts'
import type { UserDetails } from '../../shared/users.ts'
import { api } from '../base/api.ts'
import { useNotify } from '../base/notify.tsx'
import { useSession } from '../base/session.ts'
import { roleNeeded } from '../base/words/role-needed.ts'
import { useWords } from '../base/words/words.ts'
import { useArrival } from '../ui/arriving.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'
import { MaybeButton } from '../ui/maybe-button.tsx'
import type { Spelled } from '../ui/shown-code.tsx'
import { Titled } from '../ui/titled.tsx'
import { CreatePassPanel } from './create-pass-panel.tsx'
import { DeletePassPanel } from './delete-pass-panel.tsx'
import { passText } from './pass-text.ts'

const useStyles = makeStyles({
  state: { overflowWrap: 'anywhere' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})

/** How often the state of the pass is read, in milliseconds, because it may be used up or end meanwhile. */
const pollInterval = 15_000

export type UserPassProps = {
  readonly user: Pick<UserDetails, 'id' | 'displayName' | 'roles'>
  /** Why this admin may not reset this person; null if they may. */
  readonly whyNot: string | null
  readonly spelled: Spelled
}

/** The Temporary Access Pass of somebody who has no method left: whether there is one, never the pass itself. */
export function UserPass({ user, whyNot, spelled }: UserPassProps) {
  const words = useWords()
  const { t } = words
  const styles = useStyles()
  const notify = useNotify()
  const session = useSession()
  const [step, setStep] = useState<'create' | 'delete' | null>(null)
  const { id: userId, displayName: name, roles } = user
  const options = api.passes.of.queryOptions({ input: { userId } })
  const { data, error, isLoading } = useQuery({ ...options, gcTime: 0, refetchInterval: pollInterval })
  useArrival(isLoading)
  const hasPass = typeof data?.endsAt === 'number'
  const isOwn = userId === session.userId
  // A role that may reset passwords may still not make passes; the reason names the roles that may.
  const canReach = canCreatePass(session.roles, roles)
  const noPass = isOwn || canReach ? whyNot : roleNeeded(rolesThatCanCreatePass(roles), words)
  const deleted = () => {
    setStep(null)
    notify(t('passes.deleted', { name }))
  }
  return (
    <Titled level={3} isTight title={t('passes.title')}>
      <ErrorBar error={error} />
      {data !== undefined && <Text className={styles.state}>{passText(words, data)}</Text>}
      <div className={styles.buttons}>
        <MaybeButton label={t('passes.create')} whyNot={noPass} onClick={() => setStep('create')} />
        <MaybeButton
          label={t('passes.delete')}
          whyNot={noPass ?? (hasPass ? null : t('passes.nothingToDelete', { name }))}
          onClick={() => setStep('delete')}
        />
      </div>
      {step === 'create' && (
        <CreatePassPanel user={user} replaces={hasPass} spelled={spelled} onClose={() => setStep(null)} />
      )}
      {step === 'delete' && <DeletePassPanel user={user} onDeleted={deleted} onClose={() => setStep(null)} />}
    </Titled>
  )
}
