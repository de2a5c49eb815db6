import { Toast, Toaster, ToastTitle, useToastController } from '@fluentui/react-components'
import { useCallback } from 'react'

const toasterId = 'keydesk-toaster'

/** Where the short success messages appear; once in the frame. */
export function Notices() {
  return <Toaster toasterId={toasterId} position="bottom-end" timeout={5000} pauseOnHover pauseOnWindowBlur />
}

/** Says shortly that something worked, seen and read out politely, without taking the focus. */
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
