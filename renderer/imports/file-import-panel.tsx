import { Button, Field, makeStyles, ProgressBar, Spinner, tokens } from '@fluentui/react-components'
import { type ReactNode, useEffect, useRef } from 'react'
import { errorCodeOf } from '../base/api.ts'
import { useTimeLeft } from '../base/use-time-left.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Panel } from '../ui/panel.tsx'
import { ChooseFile } from './choose-file.tsx'
import { type Import, type Imported, type ImportPort, type ImportStep, useImport } from './use-import.ts'

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, outlineStyle: 'none' },
  spinner: { alignSelf: 'flex-start' },
})

/** What the screen of one kind of file shows. */
export type FileImport<Preview> = {
  readonly title: string
  readonly port: ImportPort<Preview>
  /** Says what the file must look like. */
  readonly hints: ReactNode
  /** Offers a template file. */
  readonly template?: ReactNode
  readonly preview: (fileName: string, preview: Preview, isFailed: boolean) => ReactNode
  /** The label of the button that imports; null where the file would change nothing. */
  readonly confirmLabel: (preview: Preview) => string | null
  readonly done: (imported: Imported, preview: Preview) => ReactNode
  /** Offers the next step after the import. */
  readonly next?: (imported: Imported) => ReactNode
}
type FileImportPanelProps<Preview> = { readonly kind: FileImport<Preview>; readonly onClose: () => void }
type StepProps<Preview> = FileImportPanelProps<Preview> & { readonly task: Import<Preview> }

function megabytes(bytes: number): number {
  return Math.round(bytes / 104_857.6) / 10
}

function Uploading({ step }: { readonly step: Extract<ImportStep<never>, { kind: 'uploading' }> }) {
  const { t, formatNumber } = useWords()
  const done = formatNumber(megabytes(step.bytes))
  const all = formatNumber(megabytes(step.file.size))
  const left = useTimeLeft({ done: step.bytes, total: step.file.size })
  return (
    <Field
      label={t('imports.uploading', { name: step.file.name })}
      hint={[t('imports.progress', { done, all }), left].filter(Boolean).join(', ')}
    >
      <ProgressBar value={step.bytes} max={Math.max(1, step.file.size)} />
    </Field>
  )
}

function Content<Preview>({ task, kind }: StepProps<Preview>) {
  const { t } = useWords()
  const styles = useStyles()
  const { step } = task
  switch (step.kind) {
    case 'choose':
      return (
        <ChooseFile tooLarge={step.tooLarge} error={step.error} onChoose={task.choose} template={kind.template}>
          {kind.hints}
        </ChooseFile>
      )
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
          {kind.preview(step.file.name, step.preview, step.error !== null)}
        </>
      )
    case 'done':
      return kind.done(step.imported, step.preview)
  }
}

function Actions<Preview>({ task, kind, onClose }: StepProps<Preview>) {
  const { t } = useWords()
  const { step } = task
  const close = <Button onClick={onClose}>{t(step.kind === 'done' ? 'common.close' : 'common.cancel')}</Button>
  if (step.kind === 'done') {
    return (
      <>
        {kind.next?.(step.imported)}
        {close}
      </>
    )
  }
  if (step.kind !== 'preview') return close
  const mustCheck = errorCodeOf(step.error) === 'IMPORT_CHANGED'
  const label = kind.confirmLabel(step.preview)
  return (
    <>
      {label !== null && (
        <Button appearance="primary" onClick={mustCheck ? task.check : task.confirm}>
          {mustCheck ? t('imports.checkAgain') : label}
        </Button>
      )}
      <Button onClick={task.restart}>{t('imports.chooseAnother')}</Button>
      {close}
    </>
  )
}

/** Moves the focus into the panel when the button that led to this step may have disappeared. */
function useStepFocus(kind: ImportStep<never>['kind']) {
  const content = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new step is what this is about
  useEffect(() => {
    if (document.activeElement === document.body) content.current?.focus()
  }, [kind])
  return content
}

/** The steps of every import: choose, check, look, import. */
export function FileImportPanel<Preview>(props: FileImportPanelProps<Preview>) {
  const styles = useStyles()
  const { kind, onClose } = props
  const task = useImport(kind.port)
  const content = useStepFocus(task.step.kind)
  return (
    <Panel isOpen size="large" title={kind.title} onClose={onClose} footer={<Actions task={task} {...props} />}>
      <div ref={content} tabIndex={-1} className={styles.content}>
        <Content task={task} {...props} />
      </div>
    </Panel>
  )
}
