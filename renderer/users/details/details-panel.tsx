import { Spinner } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { UserRow } from '../../../shared/users.ts'
import { api } from '../../base/api.ts'
import type { Chosen } from '../../base/chosen.ts'
import { useSession } from '../../base/session.ts'
import { useWords } from '../../base/words/words.ts'
import { Arriving } from '../../ui/arriving.tsx'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { Panel } from '../../ui/panel.tsx'
import { type PersonCommandsProps, type PersonStep, usePersonCommands } from '../commands/person-commands.tsx'
import { whyNots } from '../commands/why-nots.ts'
import { useEditable } from '../use-editable.ts'
import { useUserAction } from '../use-user-action.ts'
import type { UserDialogs } from '../user-panels.tsx'
import { DetailsActions } from './details-actions.tsx'
import { DetailsHeader, Initials } from './details-header.tsx'
import { DetailsTabs } from './details-tabs.tsx'
import { PersonStepPanel } from './person-step-panel.tsx'

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
  const [step, setStep] = useState<PersonStep | null>(null)
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
        <PersonStepPanel
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

type DetailsProps = Omit<PersonCommandsProps, 'whyNot'> & Pick<UserDialogs, 'methodsOf' | 'keptPasswordOf'>

function Details({ methodsOf, keptPasswordOf, ...doing }: DetailsProps) {
  const { user, action, onStep } = doing
  const words = useWords()
  const whyNot = whyNots(user, useSession(), words)
  const editable = useEditable(user, whyNot.edit === null)
  const { commands, question } = usePersonCommands({ ...doing, whyNot })
  return (
    <>
      <DetailsHeader user={user} whyNoUnlock={whyNot.unlock} action={action} />
      <DetailsActions commands={commands} question={question} />
      <Arriving parts={2}>
        {keptPasswordOf(user)}
        <DetailsTabs
          user={user}
          editable={editable}
          whyNot={whyNot}
          action={action}
          methodsOf={methodsOf}
          onManageRoles={() => onStep('roles')}
        />
      </Arriving>
    </>
  )
}
