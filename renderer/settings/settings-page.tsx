import { makeStyles, Tab, TabList, tokens } from '@fluentui/react-components'
import { type ReactNode, useState } from 'react'
import { useWords } from '../base/words/words.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { OrganisationSection } from './organisation-section.tsx'

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  tabs: { flexWrap: 'wrap', marginLeft: `calc(-1 * ${tokens.spacingHorizontalM})` },
})

export type SettingsSection =
  | 'organisation'
  | 'policies'
  | 'directories'
  | 'mail'
  | 'portal'
  | 'registration'
  | 'backup'
  | 'recoveryKey'

export type SettingsPageProps = {
  /** The section that is open at first. */
  readonly first: SettingsSection
  /** The section Security & privacy, from its own slice; it gets a function that opens the mail section where there is one. */
  readonly policies: (onMail: (() => void) | null) => ReactNode
  /** The section of directories; null for people who may not change settings. */
  readonly directories: ReactNode | null
  /** The section of mail; null for people who may not change settings. */
  readonly mail: ReactNode | null
  /** The section of the portal. */
  readonly portal: ReactNode
  /** The section Registration; it gets a function that opens the policies. */
  readonly registration: (openPolicies: () => void) => ReactNode
  /** The section of backups; null for people who may not manage the vault. */
  readonly backup: ReactNode | null
  /** The section of the vault; null for people who may not manage the vault. */
  readonly recoveryKey: ReactNode | null
  readonly onSaved: () => void
}

/** The organisation's settings, in tabs; what was typed in one tab stays while another is shown. */
export function SettingsPage(props: SettingsPageProps) {
  const { first, policies, directories, mail, portal, registration, backup, recoveryKey, onSaved } = props
  const { t } = useWords()
  const styles = useStyles()
  const [section, setSection] = useState(first)
  const panel = (name: SettingsSection, content: ReactNode) => (
    <div role="tabpanel" aria-label={t(`settings.${name}`)} hidden={section !== name}>
      {content}
    </div>
  )
  return (
    <div className={styles.page}>
      <PageHeader title={t('settings.title')} />
      <TabList
        aria-label={t('settings.sections')}
        className={styles.tabs}
        selectedValue={section}
        onTabSelect={(_, data) => setSection(data.value as SettingsSection)}
      >
        <Tab value="organisation">{t('settings.organisation')}</Tab>
        <Tab value="policies">{t('settings.policies')}</Tab>
        {directories !== null && <Tab value="directories">{t('settings.directories')}</Tab>}
        {mail !== null && <Tab value="mail">{t('settings.mail')}</Tab>}
        <Tab value="portal">{t('settings.portal')}</Tab>
        <Tab value="registration">{t('settings.registration')}</Tab>
        {backup !== null && <Tab value="backup">{t('settings.backup')}</Tab>}
        {recoveryKey !== null && <Tab value="recoveryKey">{t('settings.recoveryKey')}</Tab>}
      </TabList>
      {panel('organisation', <OrganisationSection onSaved={onSaved} />)}
      {panel('policies', policies(mail === null ? null : () => setSection('mail')))}
      {directories !== null && panel('directories', section === 'directories' && directories)}
      {mail !== null && panel('mail', mail)}
      {panel('portal', section === 'portal' && portal)}
      {panel('registration', section === 'registration' && registration(() => setSection('policies')))}
      {backup !== null && panel('backup', section === 'backup' && backup)}
      {recoveryKey !== null && panel('recoveryKey', section === 'recoveryKey' && recoveryKey)}
    </div>
  )
}
