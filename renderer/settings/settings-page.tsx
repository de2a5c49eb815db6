import { makeStyles, Tab, TabList, tokens } from '@fluentui/react-components'
import { type ReactNode, useState } from 'react'
import { useWords } from '../base/words/words.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { OrganisationSection } from './organisation-section.tsx'

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  tabs: { flexWrap: 'wrap', marginLeft: `calc(-1 * ${tokens.spacingHorizontalM})` },
})

type Section = 'organisation' | 'policies' | 'mail' | 'portal' | 'registration' | 'recoveryKey'

export type SettingsPageProps = {
  /** Security & privacy, which is a slice of its own; it can lead to mail where there is such a section. */
  readonly policies: (onMail: (() => void) | null) => ReactNode
  /** The mail slice's section; null for people who may not change settings. */
  readonly mail: ReactNode | null
  /** The door on the office network, a slice too. */
  readonly portal: ReactNode
  /** Who could reset their own password; it can lead to the policies. */
  readonly registration: (openPolicies: () => void) => ReactNode
  /** The vault's own section; null for people who may not touch the vault. */
  readonly recoveryKey: ReactNode | null
  readonly onSaved: () => void
}

/** The organisation's choices, in sections as tabs; what was typed in one of them stays while another is looked at. */
export function SettingsPage({ policies, mail, portal, registration, recoveryKey, onSaved }: SettingsPageProps) {
  const { t } = useWords()
  const styles = useStyles()
  const [section, setSection] = useState<Section>('organisation')
  const panel = (name: Section, content: ReactNode) => (
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
        onTabSelect={(_, data) => setSection(data.value as Section)}
      >
        <Tab value="organisation">{t('settings.organisation')}</Tab>
        <Tab value="policies">{t('settings.policies')}</Tab>
        {mail !== null && <Tab value="mail">{t('settings.mail')}</Tab>}
        <Tab value="portal">{t('settings.portal')}</Tab>
        <Tab value="registration">{t('settings.registration')}</Tab>
        {recoveryKey !== null && <Tab value="recoveryKey">{t('settings.recoveryKey')}</Tab>}
      </TabList>
      {panel('organisation', <OrganisationSection onSaved={onSaved} />)}
      {panel('policies', policies(mail === null ? null : () => setSection('mail')))}
      {mail !== null && panel('mail', mail)}
      {panel('portal', section === 'portal' && portal)}
      {panel('registration', section === 'registration' && registration(() => setSection('policies')))}
      {recoveryKey !== null && panel('recoveryKey', section === 'recoveryKey' && recoveryKey)}
    </div>
  )
}
