import { Body1, Button, Field, Textarea } from '@fluentui/react-components'
import { useState } from 'react'
import type { JobId } from '../../shared/ids.ts'
import type { Request } from '../../shared/requests.ts'
import { useWords } from '../app/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Panel } from '../ui/panel.tsx'
import { RequestFacts } from './request-facts.tsx'
import { whyNotText } from './request-words.ts'
import { useDecision } from './use-decision.ts'

const maximumReason = 500

type RequestPanelProps = {
  readonly request: Request
  readonly onClose: () => void
  /** Opens what came of an approval; for whoever asked. */
  readonly onResults: (jobId: JobId) => void
}

/** One request with everything that can be done about it. */
export function RequestPanel({ request, onClose, onResults }: RequestPanelProps) {
  const { t, formatNumber } = useWords()
  const decision = useDecision(request, onClose)
  const [reason, setReason] = useState('')
  const { canDecide } = request
  const whyNot = whyNotText(t, request)
  return (
    <Panel
      isOpen
      title={t('requests.number', { number: formatNumber(request.id) })}
      onClose={onClose}
      footer={<Buttons request={request} decision={decision} reason={reason} onResults={onResults} />}
    >
      <RequestFacts request={request} />
      {whyNot !== null && <Body1>{whyNot}</Body1>}
      {canDecide && (
        <Field label={t('requests.reason')} hint={t('requests.reasonHint')}>
          <Textarea value={reason} maxLength={maximumReason} onChange={(_, data) => setReason(data.value)} />
        </Field>
      )}
      <ErrorBar error={decision.error} />
    </Panel>
  )
}

type ButtonsProps = Pick<RequestPanelProps, 'request' | 'onResults'> & {
  readonly decision: ReturnType<typeof useDecision>
  readonly reason: string
}

function Buttons({ request, decision, reason, onResults }: ButtonsProps) {
  const { t } = useWords()
  const { state, isOwn, canDecide, jobId } = request
  const { approve, refuse, withdraw, isBusy } = decision
  return (
    <>
      {canDecide && (
        <>
          <Button appearance="primary" disabledFocusable={isBusy} onClick={() => approve.mutate()}>
            {request.asked.kind === 'help' ? t('requests.helped') : t('requests.approve')}
          </Button>
          <Button disabledFocusable={isBusy} onClick={() => refuse.mutate(reason)}>
            {t('requests.refuse')}
          </Button>
        </>
      )}
      {isOwn && state === 'open' && (
        <Button disabledFocusable={isBusy} onClick={() => withdraw.mutate()}>
          {t('requests.withdraw')}
        </Button>
      )}
      {isOwn && jobId !== null && (
        <Button appearance="primary" onClick={() => onResults(jobId)}>
          {t('requests.showResults')}
        </Button>
      )}
    </>
  )
}
