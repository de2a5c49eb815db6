import { useEffect, useRef, useState } from 'react'
import type { SecretId } from '../../../shared/ids.ts'
import { showTime, spellTime, useRevealed } from '../use-revealed.ts'

type View = { readonly isPlain: boolean; readonly isSpelled: boolean }
const closed: View = { isPlain: false, isSpelled: false }

/** One password that can be shown, spelled, or both; it is fetched for the first of them and dropped after the last. */
export function usePasswordView(secretId: SecretId) {
  const [view, setView] = useState(closed)
  const revealed = useRevealed(view.isSpelled ? spellTime : showTime)
  const password = revealed.readable.get(secretId)?.password
  const isGone = password === undefined
  const isFetching = useRef(false)
  useEffect(() => {
    if (isGone) setView(closed)
  }, [isGone])

  const plain = view.isPlain ? password : undefined
  const spelled = view.isSpelled ? password : undefined
  /** A second request while the password is loading shares the same answer, so that there is only one audit entry. */
  const change = async (part: Partial<View>) => {
    const next = { ...view, ...part }
    setView(next)
    if (!next.isPlain && !next.isSpelled) return revealed.hideAll()
    if (!isGone || isFetching.current) return
    isFetching.current = true
    if ((await revealed.show([secretId])) === null) setView(closed)
    isFetching.current = false
  }
  return {
    plain,
    spelled,
    togglePlain: () => void change({ isPlain: plain === undefined }),
    toggleSpelled: () => void change({ isSpelled: spelled === undefined }),
    isBusy: revealed.isBusy,
    error: revealed.error,
  }
}
