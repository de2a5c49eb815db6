import { Body1, Button, Field, Input, makeStyles, Spinner, Switch } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { type SelfServicePolicy, selfServiceSection } from '../../shared/rules/self-service.ts'
import { api, client } from '../base/api.ts'
import { useShownCode } from '../base/clipboard/use-shown-code.ts'
import { useDeskAction } from '../base/use-desk-action.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form } from '../ui/form.tsx'
import { Panel } from '../ui/panel.tsx'
import { ShownCode, type Spelled } from '../ui/shown-code.tsx'
import { passText } from './pass-text.ts'
import type { UserPassProps } from './user-pass.tsx'

const useStyles = makeStyles({ number: { maxWidth: '160px' }, text: { overflowWrap: 'anywhere' } })

type Made = { readonly pass: string; readonly endsAt: number; readonly isOnce: boolean }
type CreatePassPanelProps = Pick<UserPassProps, 'user'> & {
  /** True if an earlier pass ends with this one. */
  readonly replaces: boolean
  readonly spelled: Spelled
  readonly onClose: () => void
}

/** Makes a new pass within the limits of the policy, and shows it once. */
export function CreatePassPanel({ user, replaces, spelled, onClose }: CreatePassPanelProps) {
  const { t } = useWords()
  const styles = useStyles()
  const formId = useId()
  const { runSecret, error, isBusy } = useDeskAction()
  const [made, setMade] = useState<Made | null>(null)
  const policies = useQuery({ ...api.policies.get.queryOptions({ input: {} }), staleTime: 0, gcTime: 0 })
  const policy = policies.data?.policies.selfService
  const create = (minutes: number, isOnce: boolean) =>
    void runSecret(
      () => client.passes.create({ userId: user.id, minutes, isOnce }),
      (answer) => setMade({ ...answer, isOnce }),
    )
  const footer =
    made === null ? (
      <>
        <Button type="submit" form={formId} appearance="primary" disabledFocusable={isBusy || policy === undefined}>
          {t('passes.create')}
        </Button>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
      </>
    ) : (
      <Button onClick={onClose}>{t('common.close')}</Button>
    )
  return (
    <Panel isOpen title={t('passes.createTitle')} onClose={onClose} footer={footer}>
      <ErrorBar error={error ?? policies.error} />
      <Body1 className={styles.text}>{t('passes.text', { name: user.displayName })}</Body1>
      {policies.isPending && <Spinner size="small" delay={300} label={t('ui.loading')} />}
      {made === null && replaces && <Body1>{t('passes.replaces')}</Body1>}
      {made === null && policy !== undefined && <PassForm id={formId} policy={policy} onSubmit={create} />}
      {made !== null && <MadePass made={made} spelled={spelled} />}
    </Panel>
  )
}

type PassFormProps = {
  readonly id: string
  readonly policy: SelfServicePolicy
  readonly onSubmit: (minutes: number, isOnce: boolean) => void
}

function PassForm({ id, policy, onSubmit }: PassFormProps) {
  const { t } = useWords()
  const styles = useStyles()
  const { passMinutes, passMaximumMinutes, isPassOnce } = policy
  const [typed, setTyped] = useState(String(passMinutes))
  const [isOnce, setIsOnce] = useState(isPassOnce)
  const limits = { from: selfServiceSection.shape.passMinutes.minValue ?? 0, to: passMaximumMinutes }
  const minutes = Number(typed)
  const isGood = /^\d+$/.test(typed.trim()) && minutes >= limits.from && minutes <= limits.to
  return (
    <Form id={id} hasFocus onSubmit={() => isGood && onSubmit(minutes, isOnce)}>
      <Field
        label={t('passes.minutes')}
        hint={t('passes.range', limits)}
        validationState={isGood ? 'none' : 'error'}
        validationMessage={isGood ? undefined : t('passes.minutesFault', limits)}
      >
        <Input
          type="number"
          inputMode="numeric"
          className={styles.number}
          min={limits.from}
          max={limits.to}
          value={typed}
          onChange={(_, data) => setTyped(data.value)}
        />
      </Field>
      <Field hint={isPassOnce ? t('passes.onceFixed') : undefined}>
        <Switch
          label={t('passes.once')}
          checked={isOnce || isPassOnce}
          disabled={isPassOnce}
          onChange={(_, data) => setIsOnce(data.checked)}
        />
      </Field>
    </Form>
  )
}

function MadePass({ made, spelled }: { readonly made: Made; readonly spelled: Spelled }) {
  const words = useWords()
  const { t } = words
  const { pass } = made
  const copying = useShownCode()
  return (
    <>
      <ShownCode
        label={t('passes.pass')}
        code={`${pass.slice(0, 4)} ${pass.slice(4)}`}
        copying={copying}
        spelled={spelled}
      />
      <Body1>{passText(words, made)}</Body1>
      <Body1>{t('passes.onceHint')}</Body1>
      <Body1>{t('passes.shownOnce')}</Body1>
    </>
  )
}
