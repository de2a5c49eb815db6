import { Spinner } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { UserDetails, UserRow } from '../../../shared/users.ts'
import { api } from '../../base/api.ts'
import type { Chosen } from '../../base/chosen.ts'
import { useNotify } from '../../base/notify.tsx'
import { useMay, useSession } from '../../base/session.ts'
import { useWords } from '../../base/words/words.ts'
import { Arriving } from '../../ui/arriving.tsx'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { Panel } from '../../ui/panel.tsx'
import { DeletePanel } from '../delete/delete-panel.tsx'
import { EditPanel } from '../form/edit-panel.tsx'
import type { SavedUser } from '../form/use-user-form.ts'
import { RolesPanel } from '../roles/roles-panel.tsx'
import { chosenPerson } from '../selection/chosen-people.ts'
import { useEditable } from '../use-editable.ts'
import { useUserAction } from '../use-user-action.ts'
import type { UserDialogs } from '../user-panels.tsx'
import { DetailsActions, type DetailsStep } from './details-actions.tsx'
import { DetailsHeader, Initials } from './details-header.tsx'
import { whyNots } from './details-reasons.ts'
import { DetailsTabs } from './details-tabs.tsx'
import { ShutOutPanel } from './shut-out-panel.tsx'

type DetailsPanelProps = {
  readonly row: Pick<UserRow, 'id' | 'displayName'>
  readonly onResetPassword: (chosen: Chosen) => void
  readonly onRequireChange: (chosen: Chosen) => void
  readonly methodsOf: UserDialogs['methodsOf']
  readonly keptPasswordOf: UserDialogs['keptPasswordOf']
  readonly passwordOf: UserDialogs['passwordOf']
  readonly onRestore: UserDialogs['onRestore']
  readonly onDeleted: () => void
  readonly onClose: () => void
}

/** Everything that is known about one person, with the actions on them. */
export function DetailsPanel({ row, passwordOf, onRestore, onDeleted, onClose, ...dialogs }: DetailsPanelProps) {
  const { t } = useWords()
  const details = useQuery({ ...api.users.get.queryOptions({ input: { id: row.id } }), gcTime: 0 })
  const action = useUserAction()
  const [step, setStep] = useState<DetailsStep | null>(null)
  const user = details.data
  const name = user?.displayName ?? row.displayName
  return (
    <>
      <Panel isOpen title={name} picture={<Initials name={name} />} onClose={onClose}>
        <ErrorBar error={details.error ?? action.error} />
        {details.isPending && <Spinner label={t('ui.loading')} />}
        {user !== undefined && <Details user={user} action={action} onStep={setStep} {...dialogs} />}
      </Panel>
      {user !== undefined && (
        <Step
          step={step}
          user={user}
          passwordOf={passwordOf}
          onRestore={onRestore}
          onDeleted={() => {
            onDeleted()
            onClose()
          }}
          onClose={() => setStep(null)}
        />
      )}
    </>
  )
}

/** Why no link to choose a new password can be sent to this person now, in words; null if one can. The service decides. */
function useNoLink({ id, contact, signIn }: UserDetails): string | null {
  const { t } = useWords()
  const isEnabled = useMay('passwords.reset')
  const options = api.links.offer.queryOptions({ input: { userId: id }, enabled: isEnabled, gcTime: 0 })
  // Read again when the person is edited or blocked.
  const offer = useQuery({ ...options, queryKey: [...options.queryKey, contact.alternateEmail, signIn] as never })
  const refusal = offer.data?.refusal ?? null
  return refusal === null ? null : t(`links.refusals.${refusal}`)
}

type DetailsProps = Omit<Parameters<typeof DetailsActions>[0], 'whyNot' | 'noLink'> &
  Pick<UserDialogs, 'methodsOf' | 'keptPasswordOf'>

function Details({ user, action, methodsOf, keptPasswordOf, ...rest }: DetailsProps) {
  const words = useWords()
  const whyNot = whyNots(user, useSession(), words)
  const editable = useEditable(user, whyNot.edit === null)
  const noLink = useNoLink(user)
  return (
    <>
      <DetailsHeader user={user} whyNoUnlock={whyNot.unlock} action={action} />
      <DetailsActions user={user} action={action} whyNot={whyNot} noLink={whyNot.reset ?? noLink} {...rest} />
      <Arriving parts={2}>
        {keptPasswordOf(user)}
        <DetailsTabs
          user={user}
          editable={editable}
          whyNot={whyNot}
          action={action}
          methodsOf={methodsOf}
          onManageRoles={() => rest.onStep('roles')}
        />
      </Arriving>
    </>
  )
}

type StepProps = {
  readonly step: DetailsStep | null
  readonly user: UserDetails
  readonly passwordOf: UserDialogs['passwordOf']
  readonly onRestore: UserDialogs['onRestore']
  readonly onDeleted: () => void
  readonly onClose: () => void
}

function Step({ step, user, passwordOf, onRestore, onDeleted, onClose }: StepProps) {
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
