import { useEffect } from 'react'
import type { SessionInfo } from '../../shared/sessions.ts'
import { client } from '../base/api.ts'

const inputEvents = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const
const pollMs = 5000

/** How often the service is told of input: once a minute, and more often only where the lock comes after a minute or two. */
function touchEveryMs(idleMs: number): number {
  return Math.min(60_000, idleMs / 3)
}

export type IdleLock = {
  readonly session: SessionInfo | null
  /** Minutes without input have passed: hide the page and tell the service. */
  readonly onIdle: () => void
  /** What the service says of the session, so that a lock by the system (sleep) hides the page too. */
  readonly onInfo: (info: SessionInfo) => void
  /** The last failure to ask, null as soon as an answer comes again. */
  readonly onFailure: (failure: unknown) => void
}

function watchInput(idleMs: number, onIdle: () => void): () => void {
  let inputAt = Date.now()
  let touchedAt = Date.now()
  const isOver = () => Date.now() - inputAt >= idleMs
  const onInput = (event: Event) => {
    // The elapsed time is checked at each input, so that the first key after the machine slept does not keep an expired session open.
    if (!event.isTrusted) return
    if (isOver()) onIdle()
    else inputAt = Date.now()
  }
  const tick = () => {
    if (isOver()) return onIdle()
    if (inputAt <= touchedAt || Date.now() - touchedAt < touchEveryMs(idleMs)) return
    touchedAt = Date.now()
    // An error is ignored here, because the next poll reports it.
    client.sessions.touch({}).catch(() => {})
  }
  for (const name of inputEvents) addEventListener(name, onInput, { capture: true, passive: true })
  const timer = setInterval(tick, 1000)
  return () => {
    clearInterval(timer)
    for (const name of inputEvents) removeEventListener(name, onInput, { capture: true })
  }
}

function poll({ onInfo, onFailure }: Pick<IdleLock, 'onInfo' | 'onFailure'>): () => void {
  let isStopped = false
  const ask = async () => {
    try {
      const info = await client.sessions.current({})
      if (isStopped) return
      onInfo(info)
      onFailure(null)
    } catch (failure) {
      if (!isStopped) onFailure(failure)
    }
  }
  const onVisible = () => document.visibilityState === 'visible' && void ask()
  const timer = setInterval(() => void ask(), pollMs)
  document.addEventListener('visibilitychange', onVisible)
  return () => {
    isStopped = true
    clearInterval(timer)
    document.removeEventListener('visibilitychange', onVisible)
  }
}

/** Counts real input, locks when there was none for the session's idle time, and keeps asking the service how the session is. */
export function useIdleLock({ session, onIdle, onInfo, onFailure }: IdleLock): void {
  const isOn = session !== null
  const idleMs = session === null || session.isLocked ? null : session.idleMinutes * 60_000
  useEffect(() => (idleMs === null ? undefined : watchInput(idleMs, onIdle)), [idleMs, onIdle])
  useEffect(() => (isOn ? poll({ onInfo, onFailure }) : undefined), [isOn, onInfo, onFailure])
}
