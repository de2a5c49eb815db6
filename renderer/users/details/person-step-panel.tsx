import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { UserDetails, UserRow } from '../../../shared/users.ts'
import { api } from '../../base/api.ts'
import { useNotify } from '../../base/notify.tsx'
import { useSession } from '../../base/session.ts'
import { useErrorText } from '../../base/words/errors.ts'
import { useWords } from '../../base/words/words.ts'
import type { PersonStep } from '../commands/person-commands.tsx'
import { whyNots } from '../commands/why-nots.ts'
import { DeletePanel } from '../delete/delete-panel.tsx'
import { EditPanel } from '../form/edit-panel.tsx'
import type { SavedUser } from '../form/use-user-form.ts'
import { RolesPanel } from '../roles/roles-panel.tsx'
import { chosenPerson } from '../selection/chosen-people.ts'
import type { UserDialogs } from '../user-panels.tsx'
import { ShutOutPanel } from './shut-out-panel.tsx'

type PersonStepPanelProps = {
  readonly step: PersonStep | null
  readonly user: UserDetails
  readonly passwordOf: UserDialogs['passwordOf']
  readonly onRestore: UserDialogs['onRestore']
  readonly onDeleted: () => void
  readonly onClose: () => void
}

/** The panel of one thing that is done about somebody; null for none. */
export function PersonStepPanel({ step, user, passwordOf, onRestore, onDeleted, onClose }: PersonStepPanelProps) {
  const { t } = useWords()
  const notify = useNotify()
  const saved = ({ displayName: name }: SavedUser) => {
    onClose()
    notify(t('users.saved', { name }))
  }
  switch (step) {
    case 'edit':
      return <EditPanel user={user} onSaved={saved} onClose={onClose} />
    case 'roles':
      return <RolesPanel user={user} passwordOf={passwordOf} onClose={onClose} />
    case 'remove':
      return <DeletePanel chosen={chosenPerson(user)} onDeleted={onDeleted} onRestore={onRestore} onClose={onClose} />
    case 'shutOut':
      return <ShutOutPanel user={user} onClose={onClose} />
    default:
      return null
  }
}

type ReadStepProps = Omit<PersonStepPanelProps, 'user' | 'step'> & {
  readonly step: PersonStep
  readonly row: Pick<UserRow, 'id'>
}

/** The same straight from the list: reads the person first, and says why it can't be done where it can't. */
export function ReadPersonStep({ step, row, ...rest }: ReadStepProps) {
  const words = useWords()
  const notify = useNotify()
  const errorText = useErrorText()
  const asking = useSession()
  const { data: user, error } = useQuery({ ...api.users.get.queryOptions({ input: { id: row.id } }), gcTime: 0 })
  // What the answer was when the panel opened: afterwards the panel itself says what has changed.
  const opened = useRef<UserDetails | null>(null)
  const isNew = user !== undefined && opened.current === null
  const whyNot = isNew ? whyNots(user, asking, words)[step] : null
  const failure = user === undefined && error !== null ? errorText(error) : whyNot
  const { onClose } = rest
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once
  useEffect(() => {
    if (failure === null) return
    notify(failure, undefined, 'error')
    onClose()
  }, [failure])
  useEffect(() => {
    if (user !== undefined && failure === null) opened.current = user
  }, [user, failure])
  if (user === undefined || failure !== null) return null
  return <PersonStepPanel step={step} user={user} {...rest} />
}
