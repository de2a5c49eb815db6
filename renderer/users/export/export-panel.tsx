import { Body1, Button, Field, Input, MessageBar, MessageBarBody, Radio, RadioGroup } from '@fluentui/react-components'
import { useId, useState } from 'react'
import { isDistinguishedName } from '../../../shared/rules/directory/distinguished-name.ts'
import type { ExportAs, Selection } from '../../../shared/users.ts'
import { client } from '../../base/api.ts'
import { useCopyPlain } from '../../base/clipboard/door-copy.ts'
import { useConfirmation } from '../../base/confirmation.ts'
import { useNotify } from '../../base/notify.tsx'
import { saveFile } from '../../base/save-file.ts'
import { useAction } from '../../base/use-action.ts'
import { fileWordsIn } from '../../base/words/file-words.ts'
import { useWords } from '../../base/words/words.ts'
import { Command } from '../../ui/command.tsx'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { Form } from '../../ui/form.tsx'
import { Panel } from '../../ui/panel.tsx'

type Format = ExportAs['format']
const formats: readonly Format[] = ['csv', 'ldif', 'newAdUser']

type Draft = { readonly format: Format; readonly base: string }

/** What is exported as; null while the place in the directory can't be one. */
function exportAsOf({ format, base: typed }: Draft): ExportAs | null {
  const base = typed.trim()
  if (format === 'csv') return { format }
  if (format === 'newAdUser' && base === '') return { format }
  return isDistinguishedName(base) ? { format, base } : null
}

/** The command that reads a file into a directory; words in capitals are for the admin to replace. */
function commandFor(format: Format, fileName: string): string | null {
  if (format === 'ldif') return `ldapadd -H ldaps://SERVER -D "ACCOUNT" -W -f "${fileName}"`
  return format === 'newAdUser' ? `Import-Csv "${fileName}" | New-ADUser` : null
}

type Exported = { readonly fileName: string; readonly count: number; readonly format: Format; readonly command: string }

type ExportPanelProps = {
  readonly selection: Selection
  /** How many people are chosen. */
  readonly count: number
  readonly onClose: () => void
}

/** Exports people: as a users file, or as what another directory takes. No file holds a password. */
export function ExportPanel({ selection, count, onClose }: ExportPanelProps) {
  const { t, language, formatNumber } = useWords()
  const formId = useId()
  const notify = useNotify()
  const withConfirmation = useConfirmation()
  const [draft, setDraft] = useState<Draft>({ format: 'csv', base: '' })
  const [isTried, setIsTried] = useState(false)
  const [exported, setExported] = useState<Exported | null>(null)
  const as = exportAsOf(draft)
  const { run, isBusy, error } = useAction(async (wanted: ExportAs) => {
    const answer = await withConfirmation(() =>
      client.users.exportFile({ selection, ...fileWordsIn(language), as: wanted }),
    )
    saveFile(answer.fileName, answer.text, wanted.format === 'ldif' ? 'text/plain' : 'text/csv')
    const { format } = wanted
    const command = commandFor(format, answer.fileName)
    if (command !== null) return setExported({ ...answer, format, command })
    notify(t('users.exported', { count: answer.count, number: formatNumber(answer.count) }))
    onClose()
  })
  const submit = () => {
    setIsTried(true)
    if (as !== null && !isBusy) void run(as)
  }
  if (exported !== null) return <ExportedPanel exported={exported} onClose={onClose} />
  const footer = (
    <>
      <Button type="submit" form={formId} appearance="primary" disabledFocusable={isBusy}>
        {t('exports.export')}
      </Button>
      <Button onClick={onClose}>{t('common.cancel')}</Button>
    </>
  )
  return (
    <Panel isOpen title={t('users.exportUsers')} onClose={onClose} footer={footer}>
      <Form id={formId} hasFocus onSubmit={submit}>
        <ErrorBar error={error} />
        <Body1>{t('exports.people', { count })}</Body1>
        <Field label={t('exports.format')} hint={t(`exports.about.${draft.format}`)}>
          <RadioGroup
            value={draft.format}
            onChange={(_, { value }) => setDraft({ ...draft, format: formats.find((one) => one === value) ?? 'csv' })}
          >
            {formats.map((format) => (
              <Radio key={format} value={format} label={t(`exports.formats.${format}`)} />
            ))}
          </RadioGroup>
        </Field>
        {draft.format !== 'csv' && (
          <BaseField
            base={draft.base}
            isNeeded={draft.format === 'ldif'}
            isWrong={as === null && (isTried || draft.base.trim() !== '')}
            onChange={(base) => setDraft({ ...draft, base })}
          />
        )}
        <Body1>{t('exports.noPasswords')}</Body1>
      </Form>
    </Panel>
  )
}

type BaseFieldProps = {
  readonly base: string
  readonly isNeeded: boolean
  readonly isWrong: boolean
  readonly onChange: (base: string) => void
}

/** Where in the other directory the people shall be, judged while it is typed. */
function BaseField({ base, isNeeded, isWrong, onChange }: BaseFieldProps) {
  const { t } = useWords()
  return (
    <Field
      label={t('exports.base')}
      required={isNeeded}
      hint={t(isNeeded ? 'exports.baseHint' : 'exports.baseHintFree')}
      validationState={isWrong ? 'error' : 'none'}
      validationMessage={isWrong ? t('exports.baseInvalid') : undefined}
    >
      <Input value={base} spellCheck={false} autoComplete="off" onChange={(_, { value }) => onChange(value)} />
    </Field>
  )
}

/** What to do with the file in the other directory. */
function ExportedPanel({ exported, onClose }: { readonly exported: Exported; readonly onClose: () => void }) {
  const { t, formatNumber } = useWords()
  const notify = useNotify()
  const copyPlain = useCopyPlain()
  const { fileName, count, format, command } = exported
  const copy = async () => {
    await copyPlain(command)
    notify(t('exports.commandCopied'))
  }
  const label = format === 'ldif' ? t('exports.next.ldif') : t('exports.next.newAdUser')
  return (
    <Panel
      isOpen
      title={t('users.exportUsers')}
      onClose={onClose}
      footer={<Button onClick={onClose}>{t('common.close')}</Button>}
    >
      <MessageBar intent="success" layout="multiline" role="status">
        <MessageBarBody>
          {t('users.exported', { count, number: formatNumber(count) })} {t('exports.saved', { file: fileName })}
        </MessageBarBody>
      </MessageBar>
      <Command label={label} command={command} copyLabel={t('exports.copyCommand')} onCopy={copy} />
      <Body1>{t('exports.noPasswords')}</Body1>
    </Panel>
  )
}
