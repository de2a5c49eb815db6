import { makeStyles, Subtitle1, tokens } from '@fluentui/react-components'
import { Activity, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import type { PolicySection } from '../../shared/rules/policy.ts'
import { useWords } from '../base/words/words.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { OrganisationSection } from './organisation-section.tsx'
import { revealSetting } from './reveal-setting.ts'
import { placeNameOf, type SettingsEntry } from './settings-index.ts'
import { narrow, SettingsNavigation } from './settings-navigation.tsx'
import { isPolicyPlace, type OwnPlace, type SettingsPlace, settingsPlaces } from './settings-places.ts'

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  columns: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: tokens.spacingHorizontalXXXL,
    minWidth: 0,
    [`@media ${narrow}`]: { flexDirection: 'column', alignItems: 'stretch', gap: tokens.spacingVerticalL },
  },
  section: { flex: '1 1 0', minWidth: 0 },
  heading: { display: 'block', marginBlock: `0 ${tokens.spacingVerticalL}` },
})

export type SettingsPageProps = {
  readonly place: SettingsPlace
  readonly onPlace: (place: SettingsPlace) => void
  /** The sections of Security & privacy, from their own slice; it gets a function that opens the section of mail where there is one. */
  readonly policies: (tab: PolicySection, onTab: (tab: PolicySection) => void, onMail: (() => void) | null) => ReactNode
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

/** Sections with forms keep what was typed while another one is shown; the others are read anew. */
const keeping: readonly OwnPlace[] = ['organisation', 'mail', 'portal', 'backup']

/** The organisation's settings: a section at a time beside their navigation. What was typed in one stays while another is shown, and is marked. */
export function SettingsPage(props: SettingsPageProps) {
  const { place: wanted, onPlace, policies, registration, onSaved, ...given } = props
  const { t } = useWords()
  const styles = useStyles()
  const [lastPolicy, setLastPolicy] = useState<PolicySection>('expiration')
  const [asked, setAsked] = useState<SettingsEntry | null>(null)
  const shown = useRef<HTMLDivElement>(null)
  const headingId = useId()
  const sections: Readonly<Record<OwnPlace, ReactNode | null>> = {
    organisation: <OrganisationSection onSaved={onSaved} />,
    directories: given.directories,
    mail: given.mail,
    portal: given.portal,
    registration: registration(() => onPlace('selfService')),
    backup: given.backup,
    recoveryKey: given.recoveryKey,
    about: given.about,
  }
  const places = settingsPlaces.filter((one) => isPolicyPlace(one) || sections[one] !== null)
  const place = places.find((one) => one === wanted) ?? 'organisation'
  // The policies are one form, which stays at the section that was shown last while another part of the settings is shown.
  if (isPolicyPlace(place) && place !== lastPolicy) setLastPolicy(place)
  useEffect(() => {
    if (asked?.label == null) return
    return revealSetting(() => shown.current, asked.label)
  }, [asked])
  const onEntry = (entry: SettingsEntry) => {
    onPlace(entry.place)
    setAsked({ ...entry })
  }
  const section = (name: OwnPlace) => {
    const content = sections[name]
    if (content === null) return null
    if (!keeping.includes(name)) return place === name ? content : null
    return (
      <Activity key={name} mode={place === name ? 'visible' : 'hidden'}>
        {content}
      </Activity>
    )
  }
  return (
    <div className={styles.page}>
      <PageHeader title={t('settings.title')} />
      <div className={styles.columns}>
        <SettingsNavigation {...{ places, place, onPlace, onEntry }} />
        <section ref={shown} className={styles.section} aria-labelledby={headingId}>
          <Subtitle1 as="h2" id={headingId} className={styles.heading}>
            {placeNameOf(t, place)}
          </Subtitle1>
          <Activity mode={isPolicyPlace(place) ? 'visible' : 'hidden'}>
            {policies(lastPolicy, onPlace, sections.mail === null ? null : () => onPlace('mail'))}
          </Activity>
          {places.filter((one) => !isPolicyPlace(one)).map(section)}
        </section>
      </div>
    </div>
  )
}
