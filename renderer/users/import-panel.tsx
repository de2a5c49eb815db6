import {
  Button,
  Field,
  MessageBar,
  MessageBarBody,
  makeStyles,
  ProgressBar,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components'
import { useEffect, useRef } from 'react'
import { errorCodeOf } from '../app/api.ts'
import { useWords } from '../app/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Panel } from '../ui/panel.tsx'
import { ChooseFile } from './choose-file.tsx'
import { ImportPreviewView } from './import-preview.tsx'
import { type Import, type ImportStep, useImport } from './use-import.ts'

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, outlineStyle: 'none' },
  spinner: { alignSelf: 'flex-start' },
})

type ImportPanelProps = {
  /** Shows the imported people, who have no password yet. */
  readonly onShowWithoutPassword: () => void
  readonly onClose: () => void
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 104_857.6) / 10
}

function Uploading({ step }: { readonly step: Extract<ImportStep, { kind: 'uploading' }> }) {
  const { t, formatNumber } = useWords()
  const done = formatNumber(megabytes(step.bytes))
  const all = formatNumber(megabytes(step.file.size))
  return (
    <Field label={t('imports.uploading', { name: step.file.name })} hint={t('imports.progress', { done, all })}>
      <ProgressBar value={step.bytes} max={Math.max(1, step.file.size)} />
    </Field>
  )
}

function Done({ step }: { readonly step: Extract<ImportStep, { kind: 'done' }> }) {
  const { t, formatNumber } = useWords()
  const leftOut = step.preview.rows - step.preview.good
  return (
    <>
      <MessageBar intent="success" role="status" layout="multiline">
        <MessageBarBody>
          {t('imports.imported', { count: step.imported, number: formatNumber(step.imported) })}
        </MessageBarBody>
      </MessageBar>
      {leftOut > 0 && <Text>{t('imports.leftOut', { count: leftOut, number: formatNumber(leftOut) })}</Text>}
      <Text>{t('imports.next')}</Text>
    </>
  )
}

function Content({ task }: { readonly task: Import }) {
  const { t } = useWords()
  const styles = useStyles()
  const { step } = task
  switch (step.kind) {
    case 'choose':
      return <ChooseFile tooLarge={step.tooLarge} error={step.error} onChoose={task.choose} />
    case 'uploading':
      return <Uploading step={step} />
    case 'checking':
      return <Spinner className={styles.spinner} label={t('imports.checking')} />
    case 'importing':
      return <Spinner className={styles.spinner} label={t('imports.importing')} />
    case 'preview':
      return (
        <>
          <ErrorBar error={step.error} />
          <ImportPreviewView fileName={step.file.name} preview={step.preview} isFailed={step.error !== null} />
        </>
      )
    case 'done':
      return <Done step={step} />
  }
}

function Actions({ task, onShowWithoutPassword, onClose }: ImportPanelProps & { readonly task: Import }) {
  const { t, formatNumber } = useWords()
  const { step } = task
  const close = <Button onClick={onClose}>{t(step.kind === 'done' ? 'common.close' : 'common.cancel')}</Button>
  if (step.kind === 'done') {
    return (
      <>
        <Button appearance="primary" onClick={onShowWithoutPassword}>
          {t('imports.showWithoutPassword')}
        </Button>
        {close}
      </>
    )
  }
  if (step.kind !== 'preview') return close
  const mustCheck = errorCodeOf(step.error) === 'IMPORT_CHANGED'
  const { good } = step.preview
  return (
    <>
      {good > 0 && (
        <Button appearance="primary" onClick={mustCheck ? task.check : task.confirm}>
          {mustCheck ? t('imports.checkAgain') : t('imports.import', { count: good, number: formatNumber(good) })}
        </Button>
      )}
      <Button onClick={task.restart}>{t('imports.chooseAnother')}</Button>
      {close}
    </>
  )
}

/** Keeps the keyboard in the panel: the button that led to this step may be gone. */
function useStepFocus(kind: ImportStep['kind']) {
  const content = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new step is what this is about
  useEffect(() => {
    if (document.activeElement === document.body) content.current?.focus()
  }, [kind])
  return content
}

/** Imports people from a file: choose, check, look, import. */
export function ImportPanel(props: ImportPanelProps) {
  const { t } = useWords()
  const styles = useStyles()
  const task = useImport()
  const content = useStepFocus(task.step.kind)
  return (
    <Panel
      isOpen
      size="large"
      title={t('users.importUsers')}
      onClose={props.onClose}
      footer={<Actions task={task} {...props} />}
    >
      <div ref={content} tabIndex={-1} className={styles.content}>
        <Content task={task} />
      </div>
    </Panel>
  )
}
