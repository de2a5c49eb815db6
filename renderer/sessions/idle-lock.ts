import { useEffect } from 'react'
import type { SessionInfo } from '../../shared/sessions.ts'
import { client } from '../base/api.ts'

const inputEvents = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const
const pollMs = 5000

/** How often activity is reported to the service: once a minute, and more often where the lock comes after a minute or two. */
function touchEveryMs(idleMs: number): number {
  return Math.min(60_000, idleMs / 3)
}

export type IdleLock = {
  readonly session: SessionInfo | null
  /** Called after the idle time without input, to hide the page and tell the service. */
  readonly onIdle: () => void
  /** Called with the session's state, so that a lock by the system (sleep) hides the page too. */
  readonly onInfo: (info: SessionInfo) => void
  /** Called with the error when the state can't be read, and with null when it can be again. */
  readonly onFailure: (failure: unknown) => void
}

function watchInput(idleMs: number, onIdle: () => void): () => void {
  let inputAt = Date.now()
  let touchedAt = Date.now()
  const isOver = () => Date.now() - inputAt >= idleMs
  const onInput = (event: Event) => {
    // Checked at each input, so that the first key press after the machine slept does not keep an expired session open.
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

/** Watches real input, locks after the session's idle time without any, and keeps reading the session's state. */
export function useIdleLock({ session, onIdle, onInfo, onFailure }: IdleLock): void {
  const isOn = session !== null
  const idleMs = session === null || session.isLocked ? null : session.idleMinutes * 60_000
  useEffect(() => (idleMs === null ? undefined : watchInput(idleMs, onIdle)), [idleMs, onIdle])
  useEffect(() => (isOn ? poll({ onInfo, onFailure }) : undefined), [isOn, onInfo, onFailure])
}
