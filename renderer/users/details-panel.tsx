import { Button, makeStyles, Spinner, Tooltip, tokens } from '@fluentui/react-components'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { rolesWith } from '../../shared/rules/role-matrix.ts'
import type { UserDetails, UserRow } from '../../shared/users.ts'
import { api } from '../app/api.ts'
import type { Chosen } from '../app/chosen.ts'
import { useNotify } from '../app/notify.tsx'
import { useMay, useSession } from '../app/session.ts'
import { useWords } from '../app/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Panel } from '../ui/panel.tsx'
import { chosenPerson } from './chosen-people.ts'
import { EditPanel } from './edit-panel.tsx'
import { roleNeeded, whyNoReset } from './reset-reason.ts'
import type { SavedUser } from './use-user-form.ts'
import { UserFacts } from './user-facts.tsx'

const useStyles = makeStyles({
  footer: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})

type DetailsPanelProps = {
  readonly row: Pick<UserRow, 'id' | 'displayName'>
  readonly onResetPassword: (chosen: Chosen) => void
  readonly onRequireChange: (chosen: Chosen) => void
  readonly onClose: () => void
}

type ActionProps = {
  readonly label: string
  readonly whyNot: string | null
  readonly isPrimary?: boolean
  readonly onClick: () => void
}

function Action({ label, whyNot, isPrimary = false, onClick }: ActionProps) {
  const button = (
    <Button appearance={isPrimary ? 'primary' : 'secondary'} disabledFocusable={whyNot !== null} onClick={onClick}>
      {label}
    </Button>
  )
  if (whyNot === null) return button
  return (
    <Tooltip content={whyNot} relationship="description">
      {button}
    </Tooltip>
  )
}

function useBlocking() {
  const { t } = useWords()
  const notify = useNotify()
  const queries = useQueryClient()
  const blocking = useMutation({
    ...api.users.block.mutationOptions(),
    onSuccess: () => queries.invalidateQueries({ queryKey: api.users.key() }),
  })
  const block = ({ id, displayName: name }: UserDetails, isBlocked: boolean) =>
    blocking.mutate(
      { id, isBlocked },
      { onSuccess: () => notify(t(isBlocked ? 'users.blocked' : 'users.unblocked', { name })) },
    )
  return { error: blocking.error, block }
}

type DetailsActionsProps = Omit<DetailsPanelProps, 'row' | 'onClose'> & {
  readonly user: UserDetails
  readonly onEdit: () => void
  readonly onBlock: (user: UserDetails, isBlocked: boolean) => void
}

function DetailsActions({ user, onResetPassword, onRequireChange, onEdit, onBlock }: DetailsActionsProps) {
  const words = useWords()
  const { t } = words
  const styles = useStyles()
  const ownId = useSession().userId
  const mayManage = useMay('users.manage')
  const isBlocked = user.signIn === 'blocked'
  const noReset = whyNoReset(user, words, ownId)
  const isOwn = user.id === ownId
  // Who may not reset somebody may not touch them otherwise either; one's own account may be edited, not blocked.
  const noManage = mayManage ? (isOwn ? null : noReset) : roleNeeded(rolesWith('users.manage'), words)
  const noBlock = noManage ?? (isOwn ? t('users.ownAccount') : null)
  return (
    <div className={styles.footer}>
      <Action
        isPrimary
        label={t('passwords.resetPassword')}
        whyNot={noReset}
        onClick={() => onResetPassword(chosenPerson(user))}
      />
      <Action label={t('users.requireChange')} whyNot={noReset} onClick={() => onRequireChange(chosenPerson(user))} />
      <Action label={t('users.edit')} whyNot={noManage} onClick={onEdit} />
      <Action
        label={t(isBlocked ? 'users.allowSignIn' : 'users.blockSignIn')}
        whyNot={noBlock}
        onClick={() => onBlock(user, !isBlocked)}
      />
    </div>
  )
}

/** Everything known of one person, and what can be done for them. */
export function DetailsPanel({ row, onClose, ...dialogs }: DetailsPanelProps) {
  const { t } = useWords()
  const notify = useNotify()
  const details = useQuery({ ...api.users.get.queryOptions({ input: { id: row.id } }), gcTime: 0 })
  const { error, block } = useBlocking()
  const [isEditing, setIsEditing] = useState(false)
  const user = details.data
  const footer = user && <DetailsActions user={user} onBlock={block} onEdit={() => setIsEditing(true)} {...dialogs} />
  const saved = ({ displayName: name }: SavedUser) => {
    setIsEditing(false)
    notify(t('users.saved', { name }))
  }
  return (
    <>
      <Panel isOpen title={user?.displayName ?? row.displayName} onClose={onClose} footer={footer}>
        <ErrorBar error={details.error ?? error} />
        {details.isPending && <Spinner label={t('ui.loading')} />}
        {user !== undefined && <UserFacts user={user} />}
      </Panel>
      {isEditing && user !== undefined && <EditPanel user={user} onSaved={saved} onClose={() => setIsEditing(false)} />}
    </>
  )
}
