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
import { useFocusReturn } from './focus-return.ts'

export type DiscardQuestionProps = { readonly onDiscard: () => void; readonly onKeep: () => void }

/** Asks before something that was typed is dropped; Esc and a click beside it keep it. */
export function DiscardQuestion({ onDiscard, onKeep }: DiscardQuestionProps) {
  const { t } = useWords()
  useFocusReturn(true)
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onKeep()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('ui.discardTitle')}</DialogTitle>
          <DialogContent>{t('ui.discardText')}</DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={onKeep}>
              {t('ui.keepEditing')}
            </Button>
            <Button onClick={onDiscard}>{t('ui.discard')}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
