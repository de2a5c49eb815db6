import { Button, makeStyles, Tooltip, tokens } from '@fluentui/react-components'
import { PeopleTeamAddRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { GroupName } from '../../shared/groups.ts'
import { api } from '../base/api.ts'
import { useWhyNot } from '../base/words/role-needed.ts'
import { useWords } from '../base/words/words.ts'
import { afterDialog } from '../ui/after-dialog.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { GroupFormPanel } from './group-form-panel.tsx'
import { GroupPanel } from './group-panel.tsx'
import { GroupTable } from './group-table.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
})

type Open = null | { readonly kind: 'new' } | { readonly kind: 'group'; readonly group: GroupName }

/** The named sets of people that roles and policies can be limited to. */
export function GroupsPage() {
  const { t } = useWords()
  const styles = useStyles()
  const [open, setOpen] = useState<Open>(null)
  const { data, error, isPending } = useQuery(api.groups.list.queryOptions({ input: {} }))
  const whyNot = useWhyNot('groups.manage')
  const groups = data?.groups ?? []
  const close = () => setOpen(null)
  const openNew = (group: GroupName) => {
    close()
    afterDialog(() => setOpen({ kind: 'group', group }))
  }
  const create = <NewGroupButton whyNot={whyNot} onClick={() => setOpen({ kind: 'new' })} />
  return (
    <div className={styles.root}>
      <PageHeader title={t('groups.title')}>{groups.length > 0 && <div>{create}</div>}</PageHeader>
      <ErrorBar error={error} />
      <GroupTable
        groups={data?.groups}
        isLoading={isPending}
        empty={<EmptyState title={t('groups.none')} text={t('groups.noneText')} action={create} />}
        onOpen={(group) => setOpen({ kind: 'group', group })}
      />
      {open?.kind === 'new' && <GroupFormPanel group={null} onSaved={openNew} onClose={close} />}
      {open?.kind === 'group' && <GroupPanel group={open.group} groups={groups} whyNot={whyNot} onClose={close} />}
    </div>
  )
}

function NewGroupButton({ whyNot, onClick }: { readonly whyNot: string | null; readonly onClick: () => void }) {
  const { t } = useWords()
  const button = (
    <Button appearance="primary" icon={<PeopleTeamAddRegular />} disabledFocusable={whyNot !== null} onClick={onClick}>
      {t('groups.new')}
    </Button>
  )
  if (whyNot === null) return button
  return (
    <Tooltip content={whyNot} relationship="description">
      {button}
    </Tooltip>
  )
}
