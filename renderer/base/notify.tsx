import { Toast, Toaster, ToastTitle, useToastController } from '@fluentui/react-components'
import { useCallback } from 'react'

const toasterId = 'keydesk-toaster'

/** The place of short success messages; the frame has one. */
export function Notices() {
  return <Toaster toasterId={toasterId} position="bottom-end" timeout={5000} pauseOnHover pauseOnWindowBlur />
}

/** Shows a short success message, which is read out politely and does not take the focus. */
export function useNotify(): (text: string) => void {
  const { dispatchToast } = useToastController(toasterId)
  return useCallback(
    (text: string) => {
      dispatchToast(
        <Toast>
          <ToastTitle>{text}</ToastTitle>
        </Toast>,
        { intent: 'success', politeness: 'polite' },
      )
    },
    [dispatchToast],
  )
}
