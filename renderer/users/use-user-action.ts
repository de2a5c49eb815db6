import { useQueryClient } from '@tanstack/react-query'
import { api, errorCodeOf } from '../base/api.ts'
import { useConfirmation } from '../base/confirmation.ts'
import { useNotify } from '../base/notify.tsx'
import { useAction } from '../base/use-action.ts'
import { useErrorText } from '../base/words/errors.ts'
import { useWords } from '../base/words/words.ts'

/** What takes an action back, and what is said then. */
export type Undo = { readonly call: () => Promise<unknown>; readonly done: string }

type Said = { readonly done: string; readonly undo?: Undo | undefined }

/**
 * One call about one person at a time, with the admin's own password if the service wants it, and a message on success; with an `undo` the
 * message offers it, and a failed undo is told in a message too, because the panel may be closed by then.
 */
export function useUserAction() {
  const { t } = useWords()
  const notify = useNotify()
  const errorText = useErrorText()
  const queries = useQueryClient()
  const withConfirmation = useConfirmation()
  const readAgain = () => {
    void queries.invalidateQueries({ queryKey: api.users.key() })
    void queries.invalidateQueries({ queryKey: api.sessions.of.key() })
  }
  const takeBack = async ({ call, done }: Undo) => {
    try {
      await withConfirmation(call)
      notify(done)
    } catch (failure) {
      if (errorCodeOf(failure) !== 'CONFIRMATION_NEEDED') notify(errorText(failure), undefined, 'error')
    } finally {
      readAgain()
    }
  }
  const say = ({ done, undo }: Said) =>
    notify(done, undo && { label: t('common.undo'), run: () => void takeBack(undo) })
  const { run, error, isBusy } = useAction(
    async (call: () => Promise<unknown>, said: () => Said, saidOfPart?: () => Said | null) => {
      try {
        await withConfirmation(call)
        say(said())
        return true
      } catch (failure) {
        const part = saidOfPart?.() ?? null
        if (part !== null) say(part)
        throw failure
      } finally {
        readAgain()
      }
    },
  )
  /** True if the call worked. */
  const runToEnd = async (call: () => Promise<unknown>, done: string, undo?: Undo): Promise<boolean> =>
    (await run(call, () => ({ done, undo }))) === true
  /** The same where only the answer decides what is said; `saidOfPart` says what was done before a failure, null for nothing. */
  const runCounted = async (
    call: () => Promise<unknown>,
    said: () => Said,
    saidOfPart?: () => Said | null,
  ): Promise<boolean> => (await run(call, said, saidOfPart)) === true
  return { run: runToEnd, runCounted, error, isBusy }
}
