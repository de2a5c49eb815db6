import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import { CopyRegular } from '@fluentui/react-icons'
import type { PortalView } from '../../shared/portal.ts'
import { useCopyPlain } from '../base/clipboard/door-copy.ts'
import { useNotify } from '../base/notify.tsx'
import { useAction } from '../base/use-action.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'

const intents = { off: 'info', elsewhere: 'info', listening: 'success', failed: 'error' } as const

/** Whether the portal is open, and if not, why. */
export function PortalStateBar({ view }: { readonly view: PortalView }) {
  const { state } = view
  const { t } = useWords()
  const notify = useNotify()
  const text = () => {
    switch (state.kind) {
      case 'listening':
        return t('portal.states.listening', { address: state.address })
      case 'failed':
        return t(`portal.faults.${state.fault}`)
      default:
        return t(`portal.states.${state.kind}`)
    }
  }
  const copyPlain = useCopyPlain()
  const copying = useAction(async (address: string) => {
    await copyPlain(address)
    notify(t('portal.copied'))
  })
  return (
    <MessageBar intent={intents[state.kind]} layout="multiline" role="status">
      <MessageBarBody>
        {text()}
        <ErrorBar error={copying.error} />
      </MessageBarBody>
      {state.kind === 'listening' && (
        <MessageBarActions>
          <Button size="small" icon={<CopyRegular />} onClick={() => void copying.run(state.address)}>
            {t('portal.copyAddress')}
          </Button>
        </MessageBarActions>
      )}
    </MessageBar>
  )
}
