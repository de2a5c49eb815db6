import { Body1, Button, Field, Input, makeStyles, Select, Switch, tokens } from '@fluentui/react-components'
import { useController } from 'react-hook-form'
import { type PortalSettings, type PortalView, portalSettings } from '../../shared/portal.ts'
import { hostNameOf } from '../../shared/rules/portal-names.ts'
import { client } from '../base/api.ts'
import { useNotify } from '../base/notify.tsx'
import { usePlaceUnsaved } from '../base/unsaved.ts'
import { type Draft, type Faults, useDraft } from '../base/use-draft.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form, FormActions } from '../ui/form.tsx'
import { usePortalChange } from './use-portal-change.ts'

const useStyles = makeStyles({
  fields: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, maxWidth: '560px' },
  port: { maxWidth: '160px' },
})

type PortalDraft = Omit<PortalSettings, 'port' | 'source'> & { readonly port: string }

function draftOf({ isOn, hostName, port, address }: PortalSettings): PortalDraft {
  return { isOn, hostName, port: String(port), address }
}

function portOf(text: string): number | null {
  const port = portalSettings.shape.port.safeParse(Number(text))
  return /^\d{1,5}$/.test(text.trim()) && port.success ? port.data : null
}

/** The faults of the form; a portal that is switched off needs no name. */
function faultsOf({ isOn, hostName, port }: PortalDraft): Faults<PortalDraft> {
  const isHostGood = hostName.trim() === '' ? !isOn : hostNameOf(hostName) !== null
  return { ...(isHostGood ? {} : { hostName: 'host' }), ...(portOf(port) === null ? { port: 'port' } : {}) }
}

function usePortalDraft({ settings }: PortalView) {
  const { t } = useWords()
  const notify = useNotify()
  const { form, typed, isChanged, discard } = useDraft(draftOf(settings), faultsOf)
  usePlaceUnsaved('portal', isChanged)
  const { run, error, isBusy } = usePortalChange(discard)
  const save = async () => {
    const port = portOf(typed.port)
    if (!isChanged || port === null || Object.keys(faultsOf(typed)).length > 0) return
    const { source } = settings
    if (!(await run(() => client.portal.save({ ...typed, port, source })))) return
    discard()
    notify(t('settings.saved'))
  }
  return { form, typed, isChanged, save, error, isBusy }
}

export type PortalFormProps = { readonly view: PortalView; readonly mayChange: boolean }

/** Whether the portal is switched on, its name, and the address and port on which it listens. */
export function PortalForm({ view, mayChange }: PortalFormProps) {
  const { t } = useWords()
  const styles = useStyles()
  const { form, typed, isChanged, save, error, isBusy } = usePortalDraft(view)
  return (
    <Form onSubmit={() => void save()}>
      <ErrorBar error={error} />
      <div className={styles.fields}>
        <OnField form={form} mayChange={mayChange} />
        <HostField view={view} form={form} hostName={typed.hostName} mayChange={mayChange} />
        <PortField form={form} mayChange={mayChange} />
        <AddressField view={view} form={form} mayChange={mayChange} />
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

type FieldProps = Pick<Draft<PortalDraft>, 'form'> & { readonly mayChange: boolean }

function OnField({ form, mayChange }: FieldProps) {
  const { t } = useWords()
  const { field } = useController({ control: form.control, name: 'isOn' })
  return (
    <Field hint={t('portal.isOnHint')}>
      <Switch
        label={t('portal.isOn')}
        checked={field.value}
        disabled={!mayChange}
        onChange={(_, data) => field.onChange(data.checked)}
      />
    </Field>
  )
}

type HostFieldProps = FieldProps & { readonly view: PortalView; readonly hostName: string }

/** The field for the name that people type. */
function HostField({ view, form, hostName, mayChange }: HostFieldProps) {
  const { t } = useWords()
  const { field, fieldState } = useController({ control: form.control, name: 'hostName' })
  const isRenamed = view.authority !== null && hostNameOf(hostName) !== view.settings.hostName
  return (
    <Field
      label={t('portal.hostName')}
      hint={isRenamed ? t('portal.renamedHint') : t('portal.hostNameHint')}
      validationState={fieldState.invalid ? 'error' : 'none'}
      validationMessage={fieldState.invalid ? t('portal.hostNameFault') : undefined}
    >
      <Input
        value={field.value}
        maxLength={253}
        spellCheck={false}
        autoCapitalize="off"
        disabled={!mayChange}
        onChange={(_, data) => field.onChange(data.value)}
      />
    </Field>
  )
}

function PortField({ form, mayChange }: FieldProps) {
  const { t } = useWords()
  const styles = useStyles()
  const { field, fieldState } = useController({ control: form.control, name: 'port' })
  return (
    <Field
      label={t('portal.port')}
      validationState={fieldState.invalid ? 'error' : 'none'}
      validationMessage={fieldState.invalid ? t('settings.numberRange', { from: 1, to: 65_535 }) : undefined}
    >
      <Input
        className={styles.port}
        inputMode="numeric"
        value={field.value}
        disabled={!mayChange}
        onChange={(_, data) => field.onChange(data.value)}
      />
    </Field>
  )
}

/** The field for the network address; an address that no longer exists stays in the list, so that it is not changed unnoticed. */
function AddressField({ view, form, mayChange }: FieldProps & { readonly view: PortalView }) {
  const { t } = useWords()
  const { field } = useController({ control: form.control, name: 'address' })
  const { value } = field
  const isGone = value !== '' && !view.addresses.some(({ address }) => address === value)
  return (
    <Field label={t('portal.interface')} hint={t('portal.interfaceHint')}>
      <Select value={value} disabled={!mayChange} onChange={(_, data) => field.onChange(data.value)}>
        <option value="">{t('portal.everyInterface')}</option>
        {view.addresses.map(({ address, networkName }) => (
          <option key={address} value={address}>{`${address} (${networkName})`}</option>
        ))}
        {isGone && <option value={value}>{t('portal.interfaceGone', { address: value })}</option>}
      </Select>
    </Field>
  )
}
