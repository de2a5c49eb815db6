import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components'
import { useWords } from '../base/words/words.ts'
import { DangerButton } from './danger-button.tsx'
import { useFocusReturn } from './focus-return.ts'

export type QuestionDialogProps = {
  readonly title: string
  /** What it takes from somebody, in a line or two. */
  readonly text: string
  /** What the button says that does it. */
  readonly act: string
  /** True where it takes nothing from anybody. */
  readonly isHarmless?: boolean
  readonly onAct: () => void
  readonly onClose: () => void
}

/** Asks before something is taken from somebody that a short text can say; Esc and a click beside it change nothing. */
export function QuestionDialog({ title, text, act, isHarmless = false, onAct, onClose }: QuestionDialogProps) {
  const { t } = useWords()
  useFocusReturn(true)
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>{text}</DialogContent>
          <DialogActions>
            {isHarmless ? (
              <Button appearance="primary" onClick={onAct}>
                {act}
              </Button>
            ) : (
              <DangerButton isBusy={false} onClick={onAct}>
                {act}
              </DangerButton>
            )}
            <Button onClick={onClose}>{t('common.cancel')}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
