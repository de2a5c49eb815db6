import {
  Body1,
  Button,
  Field,
  MessageBar,
  MessageBarBody,
  makeStyles,
  ProgressBar,
  Subtitle2,
  Text,
  tokens,
} from '@fluentui/react-components'
import { DocumentArrowUpRegular } from '@fluentui/react-icons'
import { useRef, useState } from 'react'
import type { BackupContents } from '../../shared/backup.ts'
import { client } from '../base/api.ts'
import { useAction } from '../base/use-action.ts'
import { useTimeLeft } from '../base/use-time-left.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form, FormActions } from '../ui/form.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { PlainPage } from '../ui/plain-page.tsx'
import { useInitialFocus } from '../ui/use-initial-focus.ts'
import { useContents } from './backup-words.ts'
import { uploadBackup } from './upload-backup.ts'

const useStyles = makeStyles({
  file: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  name: { overflowWrap: 'anywhere' },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'auto 1fr',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
  },
  value: { margin: 0, overflowWrap: 'anywhere' },
  heading: { margin: 0 },
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    margin: 0,
    paddingLeft: tokens.spacingHorizontalXL,
  },
})

type Opened = { readonly uploadId: string; readonly key: string; readonly contents: BackupContents }
export type RestorePageProps = {
  readonly onBack: () => void
  /** Called once Keydesk begins anew with what was restored. */
  readonly onRestored: () => void
}

/** Beside the set-up of an organisation: brings one back from a backup, after saying what that undoes. */
export function RestorePage({ onBack, onRestored }: RestorePageProps) {
  const { t } = useWords()
  const [opened, setOpened] = useState<Opened | null>(null)
  return (
    <PlainPage title={t('backup.restore')}>
      {opened === null ? (
        <ChooseBackup onOpened={setOpened} onBack={onBack} />
      ) : (
        <ConfirmRestore opened={opened} onBack={() => setOpened(null)} onRestored={onRestored} />
      )}
    </PlainPage>
  )
}

type ChooseProps = { readonly onOpened: (opened: Opened) => void; readonly onBack: () => void }

function ChooseBackup({ onOpened, onBack }: ChooseProps) {
  const { t } = useWords()
  const [file, setFile] = useState<File | null>(null)
  const [key, setKey] = useState('')
  const [isTried, setTried] = useState(false)
  const [done, setDone] = useState<number | null>(null)
  const left = useTimeLeft(done === null ? null : { done, total: 1 })
  const { run, isBusy, error } = useAction(
    async (chosen: File) => {
      const uploadId = await uploadBackup(chosen, setDone)
      setDone(null)
      onOpened({ uploadId, key, contents: await client.backup.inspect({ uploadId, key }) })
    },
    () => setDone(null),
  )
  const submit = async () => {
    setTried(true)
    if (file !== null && key !== '') await run(file)
  }
  const missing = t('ui.mustFill')
  return (
    <Form onSubmit={() => void submit()}>
      <Body1>{t('backup.restoreText')}</Body1>
      <ErrorBar error={error} />
      <FileField file={file} onFile={setFile} error={isTried && file === null ? missing : undefined} />
      <PasswordField
        label={t('backup.key')}
        value={key}
        onChange={setKey}
        autoComplete="off"
        {...(isTried && key === '' ? { error: missing } : {})}
      />
      {done !== null && (
        <Field validationMessage={[t('backup.uploading'), left].filter(Boolean).join(' ')} validationState="none">
          <ProgressBar aria-label={t('backup.uploading')} value={done} />
        </Field>
      )}
      <FormActions>
        <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
          {t('backup.look')}
        </Button>
        <Button onClick={onBack}>{t('backup.back')}</Button>
      </FormActions>
    </Form>
  )
}

type FileFieldProps = {
  readonly file: File | null
  readonly onFile: (file: File | null) => void
  readonly error: string | undefined
}

function FileField({ file, onFile, error }: FileFieldProps) {
  const { t } = useWords()
  const styles = useStyles()
  const input = useRef<HTMLInputElement>(null)
  return (
    <Field label={t('backup.file')} validationState={error === undefined ? 'none' : 'error'} validationMessage={error}>
      <div className={styles.file}>
        <Button icon={<DocumentArrowUpRegular />} onClick={() => input.current?.click()}>
          {t('backup.chooseFile')}
        </Button>
        <Text className={styles.name}>{file?.name ?? t('backup.noFile')}</Text>
        <input
          ref={input}
          type="file"
          hidden
          aria-label={t('backup.file')}
          onChange={(event) => onFile(event.target.files?.[0] ?? null)}
        />
      </div>
    </Field>
  )
}

type ConfirmProps = {
  readonly opened: Opened
  readonly onBack: () => void
  readonly onRestored: () => void
}

function ConfirmRestore({ opened, onBack, onRestored }: ConfirmProps) {
  const { t, formatDateTime } = useWords()
  const styles = useStyles()
  const facts = useContents()
  const { uploadId, key, contents } = opened
  const [isLogBroken, setLogBroken] = useState(false)
  const { run, isBusy, error } = useAction(async () => {
    const { isLogIntact } = await client.backup.restore({ uploadId, key })
    if (isLogIntact) onRestored()
    else setLogBroken(true)
  })
  const time = formatDateTime(contents.madeAt)
  if (isLogBroken) return <LogNotWhole onGoOn={onRestored} />
  return (
    <Form onSubmit={() => void run()}>
      <ErrorBar error={error} />
      <dl className={styles.facts}>
        {facts(contents).map(([name, value]) => [
          <dt key={`${name} name`}>{name}</dt>,
          <dd key={name} className={styles.value}>
            {value}
          </dd>,
        ])}
      </dl>
      <Subtitle2 as="h2" className={styles.heading}>
        {t('backup.undone.title')}
      </Subtitle2>
      <ul className={styles.list}>
        {(['passwords', 'people', 'codes', 'ended', 'unknown'] as const).map((one) => (
          <li key={one}>
            <Body1>{t(`backup.undone.${one}`, { time })}</Body1>
          </li>
        ))}
      </ul>
      <FormActions>
        <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
          {t('backup.doRestore')}
        </Button>
        <Button disabledFocusable={isBusy} onClick={onBack}>
          {t('backup.back')}
        </Button>
      </FormActions>
    </Form>
  )
}

/** Everything was restored; what was wrong with it before is said once, by whom it was restored. */
function LogNotWhole({ onGoOn }: { readonly onGoOn: () => void }) {
  const { t } = useWords()
  const button = useRef<HTMLButtonElement>(null)
  useInitialFocus(button)
  return (
    <>
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>{t('backup.logNotWhole')}</MessageBarBody>
      </MessageBar>
      <FormActions>
        <Button ref={button} appearance="primary" onClick={onGoOn}>
          {t('backup.goOn')}
        </Button>
      </FormActions>
    </>
  )
}
