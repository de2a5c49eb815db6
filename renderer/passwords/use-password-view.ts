import { useEffect, useState } from 'react'
import type { SecretId } from '../../shared/ids.ts'
import { showTime, spellTime, useRevealed } from './use-revealed.ts'

type View = { readonly isPlain: boolean; readonly isSpelled: boolean }
const closed: View = { isPlain: false, isSpelled: false }

/** One password that can be shown, spelled, or both; it is fetched with the first and dropped with the last of them. */
export function usePasswordView(secretId: SecretId) {
  const [view, setView] = useState(closed)
  const revealed = useRevealed(view.isSpelled ? spellTime : showTime)
  const password = revealed.shown.get(secretId)?.password
  const isGone = password === undefined
  useEffect(() => {
    if (isGone) setView(closed)
  }, [isGone])

  const change = async (next: View) => {
    if (!next.isPlain && !next.isSpelled) revealed.hideAll()
    else if (isGone && (await revealed.show([secretId])) === null) return
    setView(next)
  }
  return {
    plain: view.isPlain ? password : undefined,
    spelled: view.isSpelled ? password : undefined,
    togglePlain: () => void change({ ...view, isPlain: !view.isPlain }),
    toggleSpelled: () => void change({ ...view, isSpelled: !view.isSpelled }),
    isBusy: revealed.isBusy,
    error: revealed.error,
  }
}
