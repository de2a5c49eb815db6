import { PersonRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { UserDetails, UserRow } from '../../../shared/users.ts'
import { api } from '../../base/api.ts'
import { useNotify } from '../../base/notify.tsx'
import { useSession } from '../../base/session.ts'
import { useErrorText } from '../../base/words/errors.ts'
import { useWords } from '../../base/words/words.ts'
import { useUserAction } from '../use-user-action.ts'
import { ContextMenu, type MenuPlace } from './context-menu.tsx'
import { copyCommand } from './copy-command.tsx'
import { type PersonCommandsProps, usePersonCommands } from './person-commands.tsx'
import { whyNots } from './why-nots.ts'

type PersonMenuProps = Pick<PersonCommandsProps, 'onStep' | 'onResetPassword' | 'onRequireChange'> & {
  readonly row: UserRow
  readonly at: MenuPlace
  readonly onOpen: () => void
  readonly onCopy: () => void
  readonly onClosed: () => void
}

/** The menu of one person in the list. It reads the person first, because a row does not say everything that decides what can be done. */
export function PersonMenu({ row, ...rest }: PersonMenuProps) {
  const { t } = useWords()
  const { data, error } = useQuery({ ...api.users.get.queryOptions({ input: { id: row.id } }), gcTime: 0 })
  useFailure(error)
  if (error !== null && data === undefined) return null
  if (data === undefined)
    return <ContextMenu label={t('users.actions')} at={rest.at} groups={null} onClosed={rest.onClosed} />
  return <KnownPersonMenu user={data} {...rest} />
}

/** A menu has no place for what went wrong, so that a message says it. */
function useFailure(error: unknown): void {
  const notify = useNotify()
  const errorText = useErrorText()
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once for each failure
  useEffect(() => {
    if (error !== null) notify(errorText(error), undefined, 'error')
  }, [error])
}

function KnownPersonMenu({
  user,
  at,
  onOpen,
  onCopy,
  onClosed,
  ...doing
}: Omit<PersonMenuProps, 'row'> & { readonly user: UserDetails }) {
  const words = useWords()
  const { t } = words
  const action = useUserAction()
  const whyNot = whyNots(user, useSession(), words)
  const { commands, question } = usePersonCommands({ user, whyNot, action, ...doing })
  useFailure(action.error)
  const { reset, edit, block, requireChange, sendLink, roles, endAll, shutOut, remove } = commands
  const open = {
    id: 'open',
    label: t('users.openDetails'),
    icon: <PersonRegular />,
    whyNot: null,
    keys: 'Enter',
    run: onOpen,
  }
  return (
    <>
      <ContextMenu
        label={t('users.actions')}
        at={at}
        groups={[
          [open, reset, edit, block],
          [requireChange, sendLink, roles, endAll],
          [copyCommand(t, onCopy)],
          [shutOut, remove],
        ]}
        onClosed={onClosed}
      />
      {question}
    </>
  )
}
