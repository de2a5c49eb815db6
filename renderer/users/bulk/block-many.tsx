import { useEffect, useState } from 'react'
import type { UserId } from '../../../shared/ids.ts'
import { client } from '../../base/api.ts'
import type { Chosen } from '../../base/chosen.ts'
import { useNotify } from '../../base/notify.tsx'
import { useErrorText } from '../../base/words/errors.ts'
import { useWords } from '../../base/words/words.ts'
import { QuestionDialog } from '../../ui/question-dialog.tsx'
import { chosenIds } from '../selection/chosen-people.ts'
import { LeftOutPanel } from './left-out-panel.tsx'
import { useNamesText } from './people-names.ts'
import { useBulk } from './use-bulk.ts'

type BlockManyProps = { readonly chosen: Chosen; readonly isBlocked: boolean; readonly onClose: () => void }

/** Blocks many people, or lets them sign in again, after a question that names how many and whom. */
export function BlockMany({ chosen, isBlocked, onClose }: BlockManyProps) {
  const { t, language } = useWords()
  const [isAsking, setIsAsking] = useState(true)
  const names = useNamesText(chosen)
  const notify = useNotify()
  const errorText = useErrorText()
  const set = (ids: readonly UserId[], to: boolean) => client.users.blockMany({ ids: [...ids], isBlocked: to })
  const done = (to: boolean) => (count: number) => t(to ? 'users.bulk.blocked' : 'users.bulk.allowed', { count })
  const work = {
    items: () => chosenIds(chosen, language),
    call: (ids: readonly UserId[]) => set(ids, isBlocked),
    done: done(isBlocked),
    undo: (ids: readonly UserId[]) => set(ids, !isBlocked),
    undone: done(!isBlocked),
  }
  const { run, left, error, isBusy } = useBulk(work, onClose)
  const label = t(isBlocked ? 'users.blockSignIn' : 'users.allowSignIn')
  useEffect(() => {
    if (isAsking || isBusy || left !== null) return
    if (error !== null) notify(errorText(error), undefined, 'error')
    onClose()
  }, [isAsking, isBusy, left, error, notify, errorText, onClose])
  if (left !== null) return <LeftOutPanel title={label} left={left} onClose={onClose} />
  if (!isAsking) return null
  return (
    <QuestionDialog
      title={t(isBlocked ? 'users.bulk.blockTitle' : 'users.bulk.allowTitle', { count: chosen.count })}
      text={t(isBlocked ? 'users.bulk.blockText' : 'users.bulk.allowText', { names })}
      act={label}
      isHarmless={!isBlocked}
      onAct={() => {
        void run()
        setIsAsking(false)
      }}
      onClose={onClose}
    />
  )
}
