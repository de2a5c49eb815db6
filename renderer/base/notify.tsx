import { Link, Toast, Toaster, ToastTitle, ToastTrigger, useToastController } from '@fluentui/react-components'
import { useCallback } from 'react'

const toasterId = 'keydesk-toaster'

/** The place of short success messages; the frame has one. */
export function Notices() {
  return <Toaster toasterId={toasterId} position="bottom-end" timeout={5000} pauseOnHover pauseOnWindowBlur />
}

/** What can be done right after what a message says. */
export type NoticeAction = { readonly label: string; readonly run: () => void }
/** Milliseconds for a message with an action, which somebody has to read and reach. */
const actionTime = 20_000

/**
 * Shows a short message, of success unless it says otherwise, which is read out politely and does not take the focus; with an action it stays
 * longer.
 */
export function useNotify(): (text: string, action?: NoticeAction, intent?: 'success' | 'error') => void {
  const { dispatchToast } = useToastController(toasterId)
  return useCallback(
    (text: string, action?: NoticeAction, intent: 'success' | 'error' = 'success') => {
      const button = action && (
        <ToastTrigger>
          <Link onClick={action.run}>{action.label}</Link>
        </ToastTrigger>
      )
      dispatchToast(
        <Toast>
          <ToastTitle action={button}>{text}</ToastTitle>
        </Toast>,
        { intent, politeness: 'polite', ...(action && { timeout: actionTime }) },
      )
    },
    [dispatchToast],
  )
}
