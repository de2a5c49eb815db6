import { useCallback, useEffect, useRef } from 'react'
import { useCopyPlain } from '../base/clipboard/door-copy.ts'
import { useNotify } from '../base/notify.tsx'
import { useErrorText } from '../base/words/errors.ts'
import { useWords } from '../base/words/words.ts'
import { type CopiedPerson, copiedText, maximumCopied } from './selection/copied-people.ts'
import { readChosen } from './selection/read-chosen.ts'
import { type ChosenPeople, chosenCount } from './selection/selection.ts'
import type { UserView } from './user-view.ts'

/** Copies the names of everybody selected; where nobody is, those of one person. Says how many, or why not. */
export function useCopyPeople(people: ChosenPeople, view: UserView): (one: CopiedPerson | undefined) => void {
  const { t, formatNumber } = useWords()
  const notify = useNotify()
  const errorText = useErrorText()
  const copyPlain = useCopyPlain()
  const latest = useRef({ people, view })
  const copy = async (one: CopiedPerson | undefined) => {
    const { people: chosen, view: shown } = latest.current
    const count = chosenCount(chosen)
    if (count === 0 && one === undefined) return
    if (count > maximumCopied) {
      notify(t('users.copyTooMany', { limit: formatNumber(maximumCopied) }), undefined, 'error')
      return
    }
    try {
      const found = count === 0 && one !== undefined ? [one] : await readChosen(chosen, shown)
      await copyPlain(copiedText(found))
      notify(t('users.copied', { count: found.length }))
    } catch (failure) {
      notify(errorText(failure), undefined, 'error')
    }
  }
  const run = useRef(copy)
  useEffect(() => {
    latest.current = { people, view }
    run.current = copy
  })
  return useCallback((one) => void run.current(one), [])
}
