import { Body1, Button, Field, Input, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components'
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { type SourceFault, sourceFault } from '../../shared/rules/update-source.ts'
import type { UpdateSource } from '../../shared/updates.ts'
import { api, client, errorDataOf } from '../base/api.ts'
import { useConfirmation } from '../base/confirmation.ts'
import { useNotify } from '../base/notify.tsx'
import { useAction } from '../base/use-action.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form } from '../ui/form.tsx'
import { Panel } from '../ui/panel.tsx'

const useStyles = makeStyles({
  fields: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
})

const kinds = ['off', 'folder', 'address'] as const
type Draft = { readonly kind: UpdateSource['kind']; readonly path: string; readonly url: string }

function sourceOf({ kind, path, url }: Draft): UpdateSource {
  if (kind === 'folder') return { kind, path: path.trim() }
  return kind === 'address' ? { kind, url: url.trim() } : { kind }
}

/** What is wrong with the draft on every system; the service knows which system it runs on, and decides. */
function faultOf(draft: Draft): SourceFault | null {
  const source = sourceOf(draft)
  const [here, there] = [sourceFault(source, true), sourceFault(source, false)]
  return here === null || there === null ? null : here
}

type Props = { readonly stored: UpdateSource; readonly onClose: () => void; readonly onSaved: () => void }

/** Chooses where to look for updates. */
export function SourcePanel({ stored, onClose, onSaved }: Props) {
  const { t } = useWords()
  const styles = useStyles()
  const formId = useId()
  const queries = useQueryClient()
  const notify = useNotify()
  const withConfirmation = useConfirmation()
  const [isChecked, setIsChecked] = useState(false)
  const [draft, setDraft] = useState<Draft>({
    kind: stored.kind,
    path: stored.kind === 'folder' ? stored.path : '',
    url: stored.kind === 'address' ? stored.url : '',
  })
  const saving = useAction(async () => {
    await withConfirmation(() => client.updates.save({ source: sourceOf(draft) }))
    void queries.invalidateQueries({ queryKey: api.updates.key() })
    notify(t('updates.saved'))
    onSaved()
  })
  const refused = errorDataOf(saving.error, 'FIELD_INVALID')
  const fault = isChecked ? (faultOf(draft) ?? (refused === null ? null : 'notFull')) : null
  const change = (part: Partial<Draft>) => {
    saving.clearError()
    setDraft((now) => ({ ...now, ...part }))
  }
  const save = () => {
    setIsChecked(true)
    if (faultOf(draft) === null) void saving.run()
  }
  const footer = (
    <>
      <Button type="submit" form={formId} appearance="primary" disabledFocusable={saving.isBusy}>
        {t('common.save')}
      </Button>
      <Button onClick={onClose}>{t('common.cancel')}</Button>
    </>
  )
  return (
    <Panel isOpen title={t('updates.panel')} onClose={onClose} footer={footer}>
      <Form id={formId} hasFocus onSubmit={save}>
        <div className={styles.fields}>
          <ErrorBar error={refused === null ? saving.error : null} />
          <Body1>
            {t('updates.panelText')} {t('updates.never')}
          </Body1>
          <Field label={t('updates.label')}>
            <RadioGroup
              value={draft.kind}
              onChange={(_, { value }) => change({ kind: kinds.find((kind) => kind === value) ?? 'off' })}
            >
              {kinds.map((kind) => (
                <Radio key={kind} value={kind} label={t(`updates.kinds.${kind}`)} />
              ))}
            </RadioGroup>
          </Field>
          {draft.kind === 'folder' && <PlaceField name="path" {...{ draft, fault, change }} />}
          {draft.kind === 'address' && <PlaceField name="url" {...{ draft, fault, change }} />}
        </div>
      </Form>
    </Panel>
  )
}

type PlaceProps = {
  readonly name: 'path' | 'url'
  readonly draft: Draft
  readonly fault: SourceFault | null
  readonly change: (part: Partial<Draft>) => void
}

function PlaceField({ name, draft, fault, change }: PlaceProps) {
  const { t } = useWords()
  return (
    <Field
      required
      label={t(`updates.${name}`)}
      hint={t(`updates.${name}Hint`)}
      validationState={fault === null ? 'none' : 'error'}
      validationMessage={fault === null ? undefined : t(`updates.wrong.${fault}`)}
    >
      <Input
        value={draft[name]}
        maxLength={1000}
        autoComplete="off"
        spellCheck={false}
        onChange={(_, { value }) => change({ [name]: value })}
      />
    </Field>
  )
}
