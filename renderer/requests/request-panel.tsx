import { Body1, Button, Field, MessageBar, MessageBarBody, makeStyles, Textarea } from '@fluentui/react-components'
import { useEffect, useRef, useState } from 'react'
import type { JobId } from '../../shared/ids.ts'
import type { Request } from '../../shared/requests.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Panel } from '../ui/panel.tsx'
import { CallerFacts } from './caller-facts.tsx'
import { HelpButtons, type HelpWays } from './help-buttons.tsx'
import { RequestFacts } from './request-facts.tsx'
import { whyNotText } from './request-words.ts'
import { useDecision } from './use-decision.ts'

const maximumReason = 500

const useStyles = makeStyles({ facts: { ':focus': { outlineStyle: 'none' } } })

type RequestPanelProps = HelpWays & {
  readonly request: Request
  readonly onClose: () => void
  /** Opens the results of an approval, for the admin who asked. */
  readonly onResults: (jobId: JobId) => void
}

/** One request with its actions. */
export function RequestPanel({ request, onClose, onResults, ...ways }: RequestPanelProps) {
  const { t, formatNumber } = useWords()
  const styles = useStyles()
  const isHelp = request.asked.kind === 'help'
  // The panel stays open for help, because a code may not work.
  const decision = useDecision(request, isHelp ? stay : onClose)
  const [reason, setReason] = useState('')
  const facts = useFocusWhenDecided(request)
  const { canDecide } = request
  const whyNot = whyNotText(t, request)
  return (
    <Panel
      isOpen
      title={t('requests.number', { number: formatNumber(request.id) })}
      onClose={onClose}
      isUnsaved={canDecide && reason.trim() !== ''}
      footer={hasButtons(request) ? <Buttons {...{ request, decision, reason, onResults, ...ways }} /> : undefined}
    >
      {isHelp && canDecide && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{t('requests.checkCaller')}</MessageBarBody>
        </MessageBar>
      )}
      <div ref={facts} tabIndex={-1} className={styles.facts}>
        <RequestFacts request={request} />
      </div>
      {isHelp && canDecide && request.target !== null && <CallerFacts id={request.target.id} />}
      {whyNot !== null && <Body1>{whyNot}</Body1>}
      {canDecide && (
        <Field label={t('requests.reason')} hint={t(isHelp ? 'requests.helpReasonHint' : 'requests.reasonHint')}>
          <Textarea value={reason} maxLength={maximumReason} onChange={(_, data) => setReason(data.value)} />
        </Field>
      )}
      <ErrorBar error={decision.error} />
    </Panel>
  )
}

const stay = () => {}

/** False where no action is left, because an empty footer would leave a line. A request for help keeps its buttons after the answer. */
function hasButtons({ asked, state, isOwn, canDecide, jobId }: Request): boolean {
  return asked.kind === 'help' || canDecide || (isOwn && (state === 'open' || jobId !== null))
}

/** Moves the focus to the result when the button that decided disappears, but only if that button had the focus. */
function useFocusWhenDecided({ state }: Request) {
  const facts = useRef<HTMLDivElement>(null)
  const was = useRef(state)
  useEffect(() => {
    const isLost = document.activeElement === null || document.activeElement === document.body
    if (was.current !== state && isLost) facts.current?.focus()
    was.current = state
  }, [state])
  return facts
}

type ButtonsProps = HelpWays &
  Pick<RequestPanelProps, 'request' | 'onResults'> & {
    readonly decision: ReturnType<typeof useDecision>
    readonly reason: string
  }

function Buttons({ request, decision, reason, onResults, ...ways }: ButtonsProps) {
  const { t } = useWords()
  const { asked, target, state, isOwn, canDecide, jobId } = request
  const [couldDecide] = useState(canDecide)
  const { approve, refuse, withdraw, isBusy } = decision
  if (asked.kind === 'help') {
    return couldDecide && target !== null ? (
      <HelpButtons person={target} {...{ state, decision, reason, ...ways }} />
    ) : null
  }
  return (
    <>
      {canDecide && (
        <>
          <Button appearance="primary" disabledFocusable={isBusy} onClick={() => approve.mutate()}>
            {t('requests.approve')}
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
