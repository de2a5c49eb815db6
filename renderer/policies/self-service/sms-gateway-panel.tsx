import { Body1, Button, Field, Input, MessageBar, MessageBarBody, Radio, RadioGroup } from '@fluentui/react-components'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { SmsGateway } from '../../../shared/sms.ts'
import { api, client, errorDataOf } from '../../base/api.ts'
import { useConfirmation } from '../../base/confirmation.ts'
import { isSameTyped } from '../../base/draft.ts'
import { useNotify } from '../../base/notify.tsx'
import { useAction } from '../../base/use-action.ts'
import { useWords } from '../../base/words/words.ts'
import { CancelButton } from '../../ui/cancel-button.tsx'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { Form } from '../../ui/form.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Fields } from '../fields.tsx'
import { SendSmsTest } from './send-sms-test.tsx'

const kinds = ['off', 'mail', 'command'] as const
type Draft = { readonly kind: SmsGateway['kind']; readonly pattern: string; readonly path: string }

function draftOf(gateway: SmsGateway): Draft {
  return {
    kind: gateway.kind,
    pattern: gateway.kind === 'mail' ? gateway.pattern : '',
    path: gateway.kind === 'command' ? gateway.path : '',
  }
}

function gatewayOf({ kind, pattern, path }: Draft): SmsGateway {
  if (kind === 'mail') return { kind, pattern }
  return kind === 'command' ? { kind, path } : { kind }
}

function useGateway(stored: SmsGateway, onClose: () => void) {
  const { t } = useWords()
  const queries = useQueryClient()
  const notify = useNotify()
  const withConfirmation = useConfirmation()
  const [draft, setDraft] = useState(() => draftOf(stored))
  const saving = useAction(async () => {
    await withConfirmation(() => client.sms.save({ gateway: gatewayOf(draft) }))
    for (const slice of [api.sms, api.registration]) void queries.invalidateQueries({ queryKey: slice.key() })
    notify(t('sms.saved'))
    onClose()
  })
  const { run: save, isBusy, error } = saving
  const change = (part: Partial<Draft>) => {
    saving.clearError()
    setDraft((now) => ({ ...now, ...part }))
  }
  const wrong = errorDataOf(error, 'FIELD_INVALID')?.field
  const isTyped = !isSameTyped(draft, draftOf(stored))
  return { draft, change, save, isTyped, isBusy, wrong, error: wrong === undefined ? error : null }
}
type GatewayForm = ReturnType<typeof useGateway>

type TextProps = {
  readonly form: GatewayForm
  readonly name: 'pattern' | 'path'
  readonly hint: string
  readonly invalid: string
}

function TextField({ form: { draft, change, wrong }, name, hint, invalid }: TextProps) {
  const { t } = useWords()
  const isWrong = wrong === name
  return (
    <Field
      label={t(`sms.${name}`)}
      hint={hint}
      validationState={isWrong ? 'error' : 'none'}
      validationMessage={isWrong ? invalid : undefined}
    >
      <Input
        value={draft[name]}
        autoComplete="off"
        spellCheck={false}
        onChange={(_, { value }) => change({ [name]: value })}
      />
    </Field>
  )
}

function Warning({ text }: { readonly text: string }) {
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>{text}</MessageBarBody>
    </MessageBar>
  )
}

function GatewayFields({ form, isMailOff }: { readonly form: GatewayForm; readonly isMailOff: boolean }) {
  const { t } = useWords()
  const { draft, change, error } = form
  return (
    <Fields>
      <ErrorBar error={error} />
      <Body1>{t('sms.text')}</Body1>
      <Field label={t('sms.label')}>
        <RadioGroup
          value={draft.kind}
          onChange={(_, { value }) => change({ kind: kinds.find((kind) => kind === value) ?? 'off' })}
        >
          {kinds.map((kind) => (
            <Radio key={kind} value={kind} label={t(`sms.kinds.${kind}`)} />
          ))}
        </RadioGroup>
      </Field>
      {draft.kind === 'mail' && (
        <>
          {isMailOff && <Warning text={t('sms.mailOff')} />}
          <TextField {...{ form, name: 'pattern' }} hint={t('sms.patternHint')} invalid={t('sms.patternInvalid')} />
        </>
      )}
      {draft.kind === 'command' && (
        <>
          <Warning text={t('sms.pathWarning')} />
          <TextField {...{ form, name: 'path' }} hint={t('sms.pathHint')} invalid={t('sms.pathInvalid')} />
        </>
      )}
    </Fields>
  )
}

function GatewayPanel({ stored, onClose }: { readonly stored: SmsGateway; readonly onClose: () => void }) {
  const { t } = useWords()
  const formId = useId()
  const form = useGateway(stored, onClose)
  const { data } = useQuery(api.registration.unavailable.queryOptions({ input: {} }))
  const footer = (
    <>
      <Button type="submit" form={formId} appearance="primary" disabledFocusable={form.isBusy}>
        {t('common.save')}
      </Button>
      <CancelButton />
    </>
  )
  return (
    <Panel isOpen title={t('sms.title')} onClose={onClose} isUnsaved={form.isTyped} footer={footer}>
      <Form id={formId} hasFocus onSubmit={() => void form.save()}>
        <GatewayFields form={form} isMailOff={data?.methods.includes('email') ?? false} />
      </Form>
      {form.draft.kind === 'command' && <SendSmsTest canSend={!form.isTyped} />}
    </Panel>
  )
}

/** How text messages are sent. It has its own Save, because only global admins may name a program. */
export function SmsGatewayPanel({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords()
  const { data, error } = useQuery(api.sms.get.queryOptions({ input: {} }))
  if (data !== undefined) return <GatewayPanel stored={data.gateway} onClose={onClose} />
  return (
    <Panel isOpen title={t('sms.title')} onClose={onClose}>
      <ErrorBar error={error} />
    </Panel>
  )
}
