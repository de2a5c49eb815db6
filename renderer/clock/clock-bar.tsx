import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type ClockView, isWorthShowing } from '../../shared/clock.ts'
import { api, client } from '../base/api.ts'
import { useNotify } from '../base/notify.tsx'
import { useConfirmedAction } from '../base/use-action.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { useFocusKept } from '../ui/focus-return.ts'

/** How often the state is read, in milliseconds, so that the question disappears soon after the clock was corrected. */
const pollInterval = 60_000

/**
 * Shown above every page while Keydesk does not know whether the clock is right: what waits for that, and a button for an admin to confirm
 * the clock.
 */
export function ClockBar() {
  const { data } = useQuery({ ...api.clock.state.queryOptions({ input: {} }), refetchInterval: pollInterval })
  return data === undefined || !isWorthShowing(data) ? null : <Question view={data} />
}

function Question({ view }: { readonly view: ClockView }) {
  const { t } = useWords()
  const notify = useNotify()
  const queries = useQueryClient()
  const [isWrong, setIsWrong] = useState(false)
  const { run, error, isBusy } = useConfirmedAction(() => void queries.invalidateQueries())
  const text = useQuestion(view)
  useFocusKept()
  return (
    <>
      <MessageBar intent="warning" layout="multiline" shape="square" role="status">
        <MessageBarBody>
          <MessageBarTitle>{t('clock.question')}</MessageBarTitle> {text} {isWrong && t('clock.whatToDo')}
        </MessageBarBody>
        <MessageBarActions>
          <Button
            size="small"
            disabledFocusable={isBusy}
            onClick={() =>
              void run(
                () => client.clock.confirm({ now: view.now }),
                ({ state }) => {
                  if (state === 'right') notify(t('clock.confirmed'))
                },
              )
            }
          >
            {t('clock.isRight')}
          </Button>
          <Button size="small" aria-expanded={isWrong} onClick={() => setIsWrong(!isWrong)}>
            {t('clock.isWrong')}
          </Button>
        </MessageBarActions>
      </MessageBar>
      <ErrorBar error={error} />
    </>
  )
}

function useQuestion({ state, now, reached, deleted, passwords }: ClockView): string {
  const { t, formatDateTime } = useWords()
  const times = { now: formatDateTime(now), reached: formatDateTime(reached) }
  if (state === 'behind') return t('clock.behind', times)
  const waits = [
    ...(deleted > 0 ? [t('clock.deleted', { count: deleted })] : []),
    ...(passwords > 0 ? [t('clock.passwords', { count: passwords })] : []),
  ]
  return [t('clock.ahead', times), ...(waits.length > 0 ? waits : [t('clock.nothing')])].join(' ')
}
