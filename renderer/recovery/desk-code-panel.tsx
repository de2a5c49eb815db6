import { Body1, Button, MessageBar, MessageBarBody, makeStyles, Spinner, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import type { ReportRow } from '../../shared/registration.ts'
import { api, client } from '../base/api.ts'
import type { Person } from '../base/chosen.ts'
import { useShownCode } from '../base/clipboard/use-shown-code.ts'
import { useDeskAction } from '../base/use-desk-action.ts'
import { useWords, type Words } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Panel } from '../ui/panel.tsx'
import { ShownCode } from '../ui/shown-code.tsx'
import { clockText, useSecondsLeft } from './use-seconds-left.ts'

const useStyles = makeStyles({
  name: { overflowWrap: 'anywhere' },
  left: { textAlign: 'center', fontVariantNumeric: 'tabular-nums' },
  // An empty message takes no room.
  status: { ':empty': { position: 'absolute' } },
  steps: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, margin: 0 },
})

type Code = { readonly code: string; readonly endsAt: number }
type DeskCodePanelProps = { readonly person: Person; readonly onClose: () => void }

/** Makes a code that an admin reads out to somebody who can't prove who they are in another way. */
export function DeskCodePanel({ person, onClose }: DeskCodePanelProps) {
  const { t } = useWords()
  const styles = useStyles()
  const desk = useDeskCode(person)
  const { code, hasEnded, whyNot } = desk
  const footer =
    code === null ? (
      <>
        <Button
          appearance="primary"
          disabledFocusable={desk.isBusy || !desk.isReady || whyNot !== null}
          onClick={desk.create}
        >
          {hasEnded ? t('recovery.desk.again') : t('recovery.desk.create')}
        </Button>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
      </>
    ) : (
      <Button onClick={onClose}>{t('common.close')}</Button>
    )
  return (
    <Panel isOpen title={t('recovery.desk.title')} onClose={onClose} footer={footer}>
      <Body1 className={styles.name}>
        <strong>{person.displayName}</strong> ({person.username})
      </Body1>
      <ErrorBar error={desk.error} />
      {!desk.isReady && <Spinner size="small" delay={300} label={t('ui.loading')} />}
      {whyNot === null ? (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{t('recovery.desk.checkCaller')}</MessageBarBody>
        </MessageBar>
      ) : (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{whyNot}</MessageBarBody>
        </MessageBar>
      )}
      <div role="status" className={styles.status}>
        {hasEnded && <Body1>{t('recovery.desk.ended')}</Body1>}
      </div>
      {code === null ? (
        <Body1>{t('recovery.desk.text')}</Body1>
      ) : (
        <GivenCode {...code} username={person.username} onEnd={desk.end} />
      )}
      {desk.needsMore && <Body1>{t('recovery.desk.needsMore', { name: person.displayName })}</Body1>}
    </Panel>
  )
}

/** The code of one person while it works; the page drops it after its last second. */
function useDeskCode({ id: userId }: Person) {
  const words = useWords()
  const { runSecret, error, isBusy } = useDeskAction()
  const [code, setCode] = useState<Code | null>(null)
  const [hasEnded, setHasEnded] = useState(false)
  const person = useQuery({ ...api.registration.of.queryOptions({ input: { userId } }), staleTime: 0 })
  const policies = useQuery({ ...api.policies.get.queryOptions({ input: {} }), staleTime: 0 })
  const isOffered = policies.data?.policies.selfService.methods.includes('deskCode') ?? true
  const create = () =>
    void runSecret(
      () => client.recovery.createDeskCode({ userId }),
      (given) => {
        setHasEnded(false)
        setCode(given)
      },
    )
  const end = useCallback(() => {
    setCode(null)
    setHasEnded(true)
  }, [])
  return {
    ...{ code, hasEnded, create, end, isBusy },
    isReady: person.data !== undefined && policies.data !== undefined,
    error: error ?? person.error ?? policies.error,
    whyNot: whyNoCode(words, person.data, isOffered),
    needsMore: person.data?.isAdmin === true && person.data.isEnabled && isOffered,
  }
}

/** Why a code would not help; null where it would, or while that is unknown. */
function whyNoCode({ t }: Words, person: ReportRow | undefined, isOffered: boolean): string | null {
  if (!isOffered) return t('recovery.desk.notOffered')
  if (person === undefined || person.isEnabled) return null
  return t('recovery.desk.notEnabled', { name: person.displayName })
}

type GivenCodeProps = Code & { readonly username: string; readonly onEnd: () => void }

function GivenCode({ code, endsAt, username, onEnd }: GivenCodeProps) {
  const { t } = useWords()
  const styles = useStyles()
  const seconds = useSecondsLeft(endsAt)
  const copying = useShownCode()
  const isOver = seconds === 0
  useEffect(() => {
    if (isOver) onEnd()
  }, [isOver, onEnd])
  return (
    <>
      <ShownCode label={t('recovery.desk.code')} code={code} copying={copying}>
        <span role="timer" className={styles.left}>
          {t('recovery.desk.left', { time: clockText(seconds) })}
        </span>
      </ShownCode>
      <div>
        <Body1 as="p">
          <strong>{t('recovery.desk.steps')}</strong>
        </Body1>
        <ol className={styles.steps}>
          <li>{t('recovery.desk.step1', { username })}</li>
          <li>{t('recovery.desk.step2')}</li>
          <li>{t('recovery.desk.step3')}</li>
        </ol>
      </div>
    </>
  )
}
