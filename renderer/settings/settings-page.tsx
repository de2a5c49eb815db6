import { makeStyles, Tab, TabList, tokens } from '@fluentui/react-components'
import { Activity, type ReactNode } from 'react'
import { useUnsavedPlaces } from '../base/unsaved.ts'
import { useWords } from '../base/words/words.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { UnsavedMark } from '../ui/unsaved-mark.tsx'
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
  | 'about'

export type SettingsPageProps = {
  readonly section: SettingsSection
  readonly onSection: (section: SettingsSection) => void
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
  /** The section About; null for people who are no admins. */
  readonly about: ReactNode | null
  readonly onSaved: () => void
}

/** The organisation's settings, in tabs; what was typed in one tab stays while another tab or page is shown, and is marked. */
export function SettingsPage(props: SettingsPageProps) {
  const { section, onSection, policies, directories, mail, portal, registration, backup, recoveryKey, about, onSaved } =
    props
  const { t } = useWords()
  const styles = useStyles()
  const unsaved = useUnsavedPlaces()
  const tab = (name: SettingsSection) => (
    <Tab value={name}>
      {t(`settings.${name}`)}
      {unsaved.has(name) && <UnsavedMark />}
    </Tab>
  )
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
        onTabSelect={(_, data) => onSection(data.value as SettingsSection)}
      >
        {tab('organisation')}
        {tab('policies')}
        {directories !== null && tab('directories')}
        {mail !== null && tab('mail')}
        {tab('portal')}
        {tab('registration')}
        {backup !== null && tab('backup')}
        {recoveryKey !== null && tab('recoveryKey')}
        {about !== null && tab('about')}
      </TabList>
      {panel('organisation', <OrganisationSection onSaved={onSaved} />)}
      {panel('policies', policies(mail === null ? null : () => onSection('mail')))}
      {directories !== null && panel('directories', section === 'directories' && directories)}
      {mail !== null && panel('mail', mail)}
      {panel('portal', <Activity mode={section === 'portal' ? 'visible' : 'hidden'}>{portal}</Activity>)}
      {panel('registration', section === 'registration' && registration(() => onSection('policies')))}
      {backup !== null &&
        panel('backup', <Activity mode={section === 'backup' ? 'visible' : 'hidden'}>{backup}</Activity>)}
      {recoveryKey !== null && panel('recoveryKey', section === 'recoveryKey' && recoveryKey)}
      {about !== null && panel('about', section === 'about' && about)}
    </div>
  )
}
