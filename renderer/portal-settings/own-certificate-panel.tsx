import { Body1, Button, Field, makeStyles, tokens } from '@fluentui/react-components'
import { useRef, useState } from 'react'
import type { OwnCertificate } from '../../shared/portal.ts'
import { client } from '../base/api.ts'
import { useNotify } from '../base/notify.tsx'
import { useWords } from '../base/words/words.ts'
import { CancelButton } from '../ui/cancel-button.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form, FormActions } from '../ui/form.tsx'
import { Panel } from '../ui/panel.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { usePortalChange } from './use-portal-change.ts'

const maximumBytes = 200_000

const useStyles = makeStyles({
  file: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM, minWidth: 0 },
  name: { minWidth: 0, overflowWrap: 'anywhere', color: tokens.colorNeutralForeground2 },
})

/** A file as the service takes it: PEM as text, anything else as PFX. */
async function readOwn(file: File, keyFile: File | null, passphrase: string): Promise<OwnCertificate> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const text = new TextDecoder().decode(bytes)
  if (text.includes('-----BEGIN ')) {
    return { kind: 'pem', certificate: text, key: keyFile === null ? '' : await keyFile.text(), passphrase }
  }
  return { kind: 'pfx', content: btoa(String.fromCharCode(...bytes)), passphrase }
}

function useUpload(onDone: () => void) {
  const { t } = useWords()
  const notify = useNotify()
  const { run, error, isBusy } = usePortalChange()
  const [file, setFile] = useState<File | null>(null)
  const [keyFile, setKeyFile] = useState<File | null>(null)
  const [passphrase, setPassphrase] = useState('')
  const isTooLarge = [file, keyFile].some((one) => one !== null && one.size > maximumBytes)
  const submit = async () => {
    if (file === null || isTooLarge) return
    const own = await readOwn(file, keyFile, passphrase)
    if (!(await run(() => client.portal.setCertificate({ file: own })))) return
    notify(t('portal.certificateSet'))
    onDone()
  }
  return { file, setFile, keyFile, setKeyFile, passphrase, setPassphrase, isTooLarge, submit, error, isBusy }
}

/** Uploads the organisation's own certificate; the key and its passphrase are never sent back. */
export function OwnCertificatePanel({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords()
  const form = useUpload(onClose)
  return (
    <Panel
      isOpen
      size="small"
      title={t('portal.useOwn')}
      onClose={onClose}
      isUnsaved={form.file !== null || form.keyFile !== null || form.passphrase !== ''}
    >
      <Body1>{t('portal.ownText')}</Body1>
      <Form onSubmit={() => void form.submit()}>
        <ErrorBar error={form.error} />
        <FileField
          label={t('portal.certificateFile')}
          accept=".pem,.crt,.cer,.pfx,.p12"
          fault={form.isTooLarge ? t('errors.certificateFault.unreadable') : ''}
          file={form.file}
          onFile={form.setFile}
        />
        <FileField
          label={t('portal.keyFile')}
          accept=".pem,.key"
          hint={t('portal.keyFileHint')}
          file={form.keyFile}
          onFile={form.setKeyFile}
        />
        <PasswordField
          label={t('portal.passphrase')}
          value={form.passphrase}
          onChange={form.setPassphrase}
          autoComplete="off"
          hint={t('portal.passphraseHint')}
        />
        <FormActions>
          <Button type="submit" appearance="primary" disabledFocusable={form.isBusy || form.file === null}>
            {t('common.save')}
          </Button>
          <CancelButton />
        </FormActions>
      </Form>
    </Panel>
  )
}

type FileFieldProps = {
  readonly label: string
  readonly accept: string
  readonly hint?: string
  readonly fault?: string
  readonly file: File | null
  readonly onFile: (file: File | null) => void
}

/** A file field with a button of our own, because the browser's button is in the browser's language. */
function FileField({ label, accept, hint, fault = '', file, onFile }: FileFieldProps) {
  const { t } = useWords()
  const styles = useStyles()
  const input = useRef<HTMLInputElement>(null)
  return (
    <Field
      label={label}
      hint={hint}
      validationState={fault === '' ? 'none' : 'error'}
      validationMessage={fault === '' ? undefined : fault}
    >
      {(field) => (
        <div className={styles.file}>
          <Button
            id={field.id}
            aria-describedby={field['aria-describedby']}
            aria-label={`${t('portal.chooseFile')}: ${label}`}
            onClick={() => input.current?.click()}
          >
            {t('portal.chooseFile')}
          </Button>
          <span className={styles.name}>{file?.name ?? t('portal.noFile')}</span>
          <input
            ref={input}
            type="file"
            hidden
            accept={accept}
            onChange={(event) => onFile(event.target.files?.[0] ?? null)}
          />
        </div>
      )}
    </Field>
  )
}
