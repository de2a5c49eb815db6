import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, client } from '../base/api.ts'
import { useAction } from '../base/use-action.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { useFocusKept } from '../ui/focus-return.ts'

type Props = { readonly onAbout: () => void }

/** Above every page, once after something of Keydesk was ended by an error. */
export function CrashBar({ onAbout }: Props) {
  const { data } = useQuery({ ...api.about.crash.queryOptions({ input: {} }), staleTime: Number.POSITIVE_INFINITY })
  const crash = data?.crash ?? null
  return crash === null ? null : <Crash {...{ crash, onAbout }} />
}

type CrashProps = Props & {
  readonly crash: NonNullable<Awaited<ReturnType<typeof client.about.crash>>['crash']>
}

function Crash({ crash, onAbout }: CrashProps) {
  const { t, formatDateTime } = useWords()
  const queries = useQueryClient()
  useFocusKept()
  const { run, isBusy, error } = useAction(async () => {
    await client.about.forgetCrash({})
    queries.setQueryData(api.about.crash.queryKey({ input: {} }), { crash: null })
  })
  return (
    <>
      <MessageBar intent="warning" layout="multiline" shape="square" role="status" aria-label={t('about.crash.label')}>
        <MessageBarBody>{t(`about.crash.${crash.what}`, { time: formatDateTime(crash.at) })}</MessageBarBody>
        <MessageBarActions>
          <Button size="small" onClick={onAbout}>
            {t('about.crash.open')}
          </Button>
          <Button size="small" disabledFocusable={isBusy} onClick={() => void run()}>
            {t('about.crash.close')}
          </Button>
        </MessageBarActions>
      </MessageBar>
      <ErrorBar error={error} />
    </>
  )
}
