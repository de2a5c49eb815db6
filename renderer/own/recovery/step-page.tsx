import { Caption1, MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useWords } from '../../base/words/words.ts'
import { PlainPage, type PlainPageProps } from '../../ui/plain-page.tsx'
import type { Wizard } from './use-wizard.ts'
import { isAlmostOver, roundedSeconds } from './wizard-place.ts'

const useStyles = makeStyles({ clock: { color: tokens.colorNeutralForeground2 } })

export type StepPageProps = PlainPageProps & { readonly wizard: Wizard; readonly children: ReactNode }

/** One page of the wizard, with the remaining time while the run has further steps. */
export function StepPage({ wizard, children, ...page }: StepPageProps) {
  const { run, look, page: at } = wizard
  const isTimed = at !== 'start' && at !== 'helpAsked' && at !== 'check'
  return (
    <PlainPage {...page}>
      {children}
      {run !== null && isTimed && <Clock key={run.attempt} endsAt={run.endsAt} onEnd={look} />}
    </PlainPage>
  )
}

/** How often the remaining time is computed, in seconds. */
const tick = 5

/** The remaining time. Screen readers announce it once, two minutes before the end. */
function Clock({ endsAt, onEnd }: { readonly endsAt: number; readonly onEnd: () => Promise<unknown> }) {
  const { t, formatDuration } = useWords()
  const styles = useStyles()
  const [now, setNow] = useState(Date.now)
  const end = useRef(onEnd)
  useEffect(() => {
    end.current = onEnd
  })
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tick * 1000)
    // An error is ignored here, because the next step reports it.
    const last = setTimeout(() => void end.current().catch(() => {}), Math.max(0, endsAt - Date.now()) + 1000)
    return () => {
      clearInterval(timer)
      clearTimeout(last)
    }
  }, [endsAt])
  const time = formatDuration(roundedSeconds(endsAt, now))
  return (
    <>
      {isAlmostOver(endsAt, now) && (
        <MessageBar intent="warning" layout="multiline" role="status">
          <MessageBarBody>{t('recovery.almostOver')}</MessageBarBody>
        </MessageBar>
      )}
      <Caption1 className={styles.clock}>{t('recovery.timeLeft', { time })}</Caption1>
    </>
  )
}
