import { Body1, Button, Field, Input, makeStyles, Select, Switch, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import type { PortalSettings, PortalView } from '../../shared/portal.ts'
import { hostNameOf } from '../../shared/rules/portal-names.ts'
import { client } from '../base/api.ts'
import { useNotify } from '../base/notify.tsx'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form, FormActions } from '../ui/form.tsx'
import { usePortalChange } from './use-portal-change.ts'

const useStyles = makeStyles({
  fields: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, maxWidth: '560px' },
  port: { maxWidth: '160px' },
})

type Draft = Omit<PortalSettings, 'port' | 'source'> & { readonly port: string }

function draftOf({ isOn, hostName, port, address }: PortalSettings): Draft {
  return { isOn, hostName, port: String(port), address }
}

function portOf(text: string): number | null {
  const port = Number(text)
  return /^\d{1,5}$/.test(text.trim()) && port >= 1 && port <= 65_535 ? port : null
}

function useDraft({ settings }: PortalView) {
  const { t } = useWords()
  const notify = useNotify()
  const [changes, setChanges] = useState<Partial<Draft>>({})
  const { run, error, isBusy } = usePortalChange(() => setChanges({}))
  const saved = draftOf(settings)
  const draft = { ...saved, ...changes }
  const isChanged = (Object.keys(saved) as (keyof Draft)[]).some((name) => saved[name] !== draft[name])
  const port = portOf(draft.port)
  const isHostGood = draft.hostName.trim() === '' ? !draft.isOn : hostNameOf(draft.hostName) !== null
  const save = async () => {
    if (!isChanged || port === null || !isHostGood) return
    const { source } = settings
    if (!(await run(() => client.portal.save({ ...draft, port, source })))) return
    setChanges({})
    notify(t('settings.saved'))
  }
  const change = (part: Partial<Draft>) => setChanges((now) => ({ ...now, ...part }))
  return { draft, change, isChanged, isPortGood: port !== null, isHostGood, save, error, isBusy }
}

export type PortalFormProps = { readonly view: PortalView; readonly mayChange: boolean }

/** Switched on, under which name, and where this machine listens. */
export function PortalForm({ view, mayChange }: PortalFormProps) {
  const { t } = useWords()
  const styles = useStyles()
  const form = useDraft(view)
  const { draft, change, isChanged, save, error, isBusy } = form
  return (
    <Form onSubmit={() => void save()}>
      <ErrorBar error={error} />
      <div className={styles.fields}>
        <Field hint={t('portal.isOnHint')}>
          <Switch
            label={t('portal.isOn')}
            checked={draft.isOn}
            disabled={!mayChange}
            onChange={(_, data) => change({ isOn: data.checked })}
          />
        </Field>
        <PlaceFields view={view} form={form} mayChange={mayChange} />
        <AddressField view={view} value={draft.address} mayChange={mayChange} onChange={change} />
      </div>
      <FormActions>
        <Button type="submit" appearance="primary" disabledFocusable={isBusy || !isChanged || !mayChange}>
          {t('common.save')}
        </Button>
        {isChanged && <Body1 role="status">{t('settings.unsaved')}</Body1>}
      </FormActions>
    </Form>
  )
}

type PlaceFieldsProps = PortalFormProps & { readonly form: ReturnType<typeof useDraft> }

/** The name and the port that people type. */
function PlaceFields({ view, form, mayChange }: PlaceFieldsProps) {
  const { t } = useWords()
  const styles = useStyles()
  const { draft, change, isPortGood, isHostGood } = form
  const isRenamed = view.authority !== null && hostNameOf(draft.hostName) !== view.settings.hostName
  return (
    <>
      <Field
        label={t('portal.hostName')}
        hint={isRenamed ? t('portal.renamedHint') : t('portal.hostNameHint')}
        validationState={isHostGood ? 'none' : 'error'}
        validationMessage={isHostGood ? undefined : t('portal.hostNameFault')}
      >
        <Input
          value={draft.hostName}
          maxLength={253}
          spellCheck={false}
          autoCapitalize="off"
          disabled={!mayChange}
          onChange={(_, data) => change({ hostName: data.value })}
        />
      </Field>
      <Field
        label={t('portal.port')}
        validationState={isPortGood ? 'none' : 'error'}
        validationMessage={isPortGood ? undefined : t('settings.numberRange', { from: 1, to: 65_535 })}
      >
        <Input
          className={styles.port}
          inputMode="numeric"
          value={draft.port}
          disabled={!mayChange}
          onChange={(_, data) => change({ port: data.value })}
        />
      </Field>
    </>
  )
}

type AddressFieldProps = PortalFormProps & {
  readonly value: string
  readonly onChange: (part: Partial<Draft>) => void
}

/** Which of the machine's networks; an address that has gone stays in the list, so that nobody changes it unseen. */
function AddressField({ view, value, mayChange, onChange }: AddressFieldProps) {
  const { t } = useWords()
  const isGone = value !== '' && !view.addresses.some(({ address }) => address === value)
  return (
    <Field label={t('portal.interface')} hint={t('portal.interfaceHint')}>
      <Select value={value} disabled={!mayChange} onChange={(_, data) => onChange({ address: data.value })}>
        <option value="">{t('portal.everyInterface')}</option>
        {view.addresses.map(({ address, networkName }) => (
          <option key={address} value={address}>{`${address} (${networkName})`}</option>
        ))}
        {isGone && <option value={value}>{t('portal.interfaceGone', { address: value })}</option>}
      </Select>
    </Field>
  )
}
