import { useEffect, useRef, useState } from 'react'
import { firstSight, lookAgain, type SpokenTime, spokenTime, type TimeLeft } from '../../shared/rules/time-left.ts'
import { useWords } from './words/words.ts'

/** How often the work is looked at, in milliseconds. */
const pause = 1000

type Progress = { readonly done: number; readonly total: number }

/** "about 4 min left" of work whose progress the page knows; empty until that can be said, and while nothing runs. */
export function useTimeLeft(progress: Progress | null): string {
  const { t, formatNumber } = useWords()
  const [said, setSaid] = useState<SpokenTime | null>(null)
  const now = useRef(progress)
  useEffect(() => {
    now.current = progress
  })
  const isRunning = progress !== null
  useEffect(() => {
    if (!isRunning) return setSaid(null)
    let known: TimeLeft | null = null
    const timer = setInterval(() => {
      if (now.current === null) return
      const seen = { ...now.current, at: performance.now() }
      known = known === null ? firstSight(seen) : lookAgain(known, seen)
      const next = spokenTime(known)
      setSaid((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next))
    }, pause)
    return () => clearInterval(timer)
  }, [isRunning])
  if (said === null) return ''
  if (said.unit === 'soon') return t('ui.timeLeft.soon')
  if (said.unit === 'hours') return t('ui.timeLeft.hours', { count: said.count })
  return t('ui.timeLeft.minutes', { number: formatNumber(said.count) })
}
