import { makeStyles, Tab, TabList, tokens } from '@fluentui/react-components'
import { useId, useState } from 'react'
import type { UserDetails } from '../../../shared/users.ts'
import { useWords } from '../../base/words/words.ts'
import { Arriving } from '../../ui/arriving.tsx'
import type { whyNots } from '../commands/why-nots.ts'
import type { EditableState } from '../use-editable.ts'
import type { useUserAction } from '../use-user-action.ts'
import type { UserDialogs } from '../user-panels.tsx'
import { NeverExpires } from './never-expires.tsx'
import { AccountFacts, PasswordFacts } from './user-facts.tsx'
import { UserGroups, UserRoles } from './user-groups.tsx'
import { UserHistory } from './user-history.tsx'
import { UserSessions } from './user-sessions.tsx'

const tabs = ['account', 'password', 'methods', 'groups', 'activity'] as const
type DetailsTab = (typeof tabs)[number]

const useStyles = makeStyles({
  // Wraps where the window is narrow, so that no tab is out of reach.
  list: { flexWrap: 'wrap', flexShrink: 0 },
  tab: { paddingInline: tokens.spacingHorizontalSNudge },
  panel: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
})

type DetailsTabsProps = Pick<UserDialogs, 'methodsOf'> & {
  readonly user: UserDetails
  readonly editable: EditableState
  readonly whyNot: ReturnType<typeof whyNots>
  readonly action: ReturnType<typeof useUserAction>
  readonly onManageRoles: () => void
}

/** Everything that is known about one person, under five headings of which one is open. */
export function DetailsTabs(props: DetailsTabsProps) {
  const { t } = useWords()
  const styles = useStyles()
  const id = useId()
  const [tab, setTab] = useState<DetailsTab>('account')
  const labels = {
    account: t('users.account'),
    password: t('users.password'),
    methods: t('users.tabs.methods'),
    groups: t('users.tabs.groups'),
    activity: t('users.tabs.activity'),
  }
  return (
    <>
      <TabList
        className={styles.list}
        aria-label={t('users.tabs.label')}
        selectedValue={tab}
        onTabSelect={(_, { value }) => setTab(tabs.find((one) => one === value) ?? 'account')}
      >
        {tabs.map((one) => (
          <Tab key={one} id={`${id}-${one}`} value={one} aria-controls={`${id}-panel`} className={styles.tab}>
            {labels[one]}
          </Tab>
        ))}
      </TabList>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${tab}`} className={styles.panel}>
        <Arriving key={tab} parts={2}>
          <TabContent tab={tab} {...props} />
        </Arriving>
      </div>
    </>
  )
}

type TabContentProps = DetailsTabsProps & { readonly tab: DetailsTab }

function TabContent({ tab, user, editable, whyNot, action, methodsOf, onManageRoles }: TabContentProps) {
  switch (tab) {
    case 'account':
      return <AccountFacts user={user} editable={editable} />
    case 'password':
      return (
        <>
          <PasswordFacts user={user} />
          <NeverExpires user={user} editable={editable} action={action} whyNot={whyNot.neverExpires} />
        </>
      )
    case 'methods':
      return methodsOf(user, whyNot.removeFactor)
    case 'groups':
      return (
        <>
          <UserRoles user={user} whyNot={whyNot.roles} onManage={onManageRoles} />
          <UserGroups userId={user.id} />
        </>
      )
    case 'activity':
      return (
        <>
          <UserSessions userId={user.id} />
          <UserHistory user={user} />
        </>
      )
  }
}
