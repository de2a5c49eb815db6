import { Body1, Button, makeStyles, Tab, TabList, tokens } from '@fluentui/react-components'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { api, client } from '../app/api.ts'
import { useNotify } from '../app/notify.tsx'
import { useSettings } from '../app/session.ts'
import { useWords } from '../app/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form, FormActions } from '../ui/form.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { draftOf, type SettingsDraft, type SettingsSection, settingsOf, wrongSection } from './settings-draft.ts'
import { OrganisationSection, SignInAndLockSection, TemporaryPasswordsSection } from './settings-sections.tsx'

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  tabs: { flexWrap: 'wrap', marginLeft: `calc(-1 * ${tokens.spacingHorizontalM})` },
  panel: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
})

type Section = SettingsSection | 'recoveryKey'

export type SettingsPageProps = {
  /** The vault's own section; null for people who may not touch the vault. */
  readonly recoveryKey: ReactNode | null
  readonly onSaved: () => void
}

/** The draft goes over all sections, so that Save saves what was changed in any of them. */
function useDraft(onSaved: () => void, onWrong: (section: SettingsSection) => void) {
  const { t } = useWords()
  const settings = useSettings()
  const queries = useQueryClient()
  const notify = useNotify()
  const [changes, setChanges] = useState<Partial<SettingsDraft>>({})
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)
  const draft = { ...draftOf(settings), ...changes }

  const save = async () => {
    const next = settingsOf(draft)
    if (next === null) return onWrong(wrongSection(draft) ?? 'organisation')
    if (isBusy) return
    setIsBusy(true)
    setError(null)
    try {
      queries.setQueryData(api.settings.get.queryKey({ input: {} }), await client.settings.save(next))
      setChanges({})
      notify(t('settings.saved'))
      onSaved()
    } catch (failure) {
      setError(failure)
    }
    setIsBusy(false)
  }

  return {
    draft,
    change: (part: Partial<SettingsDraft>) => setChanges((now) => ({ ...now, ...part })),
    error,
    isBusy,
    isChanged: JSON.stringify(draft) !== JSON.stringify(draftOf(settings)),
    save,
  }
}

/** The organisation's choices, in sections as tabs. */
export function SettingsPage({ recoveryKey, onSaved }: SettingsPageProps) {
  const { t } = useWords()
  const styles = useStyles()
  const [section, setSection] = useState<Section>('organisation')
  const { draft, change, error, isBusy, isChanged, save } = useDraft(onSaved, setSection)
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
        <Tab value="temporaryPasswords">{t('settings.temporaryPasswords')}</Tab>
        <Tab value="signInAndLock">{t('settings.signInAndLock')}</Tab>
        {recoveryKey !== null && <Tab value="recoveryKey">{t('settings.recoveryKey')}</Tab>}
      </TabList>
      <div role="tabpanel" aria-label={t(`settings.${section}`)} className={styles.panel}>
        {section === 'recoveryKey' ? (
          recoveryKey
        ) : (
          <Form onSubmit={save}>
            <ErrorBar error={error} />
            {section === 'organisation' && <OrganisationSection draft={draft} onChange={change} />}
            {section === 'temporaryPasswords' && <TemporaryPasswordsSection draft={draft} onChange={change} />}
            {section === 'signInAndLock' && <SignInAndLockSection draft={draft} onChange={change} />}
            <FormActions>
              <Button type="submit" appearance="primary" disabledFocusable={isBusy || !isChanged}>
                {t('common.save')}
              </Button>
              {isChanged && <Body1 role="status">{t('settings.unsaved')}</Body1>}
            </FormActions>
          </Form>
        )}
      </div>
    </div>
  )
}
