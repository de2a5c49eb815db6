import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Spinner,
} from '@fluentui/react-components'
import { useEffect } from 'react'
import type { SecretId } from '../../../shared/ids.ts'
import { useWords } from '../../base/words/words.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { useFocusReturn } from '../../ui/focus-return.ts'
import { spellTime, useRevealed } from '../use-revealed.ts'
import { SpellingView } from './spelling-view.tsx'

/** Spells out one password of a list; the password is dropped when the dialog closes. */
export function SpellingDialog({ secretId, onClose }: { readonly secretId: SecretId; readonly onClose: () => void }) {
  const { t } = useWords()
  const { readable, show, isBusy, error } = useRevealed(spellTime)
  const person = readable.get(secretId)
  useFocusReturn(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: one reveal per opening, each is an audit entry
  useEffect(() => {
    void show([secretId])
  }, [secretId])
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>
            {person === undefined ? t('passwords.spell') : t('passwords.spellFor', { name: person.displayName })}
          </DialogTitle>
          <DialogContent tabIndex={0}>
            {isBusy && <Spinner size="small" label={t('ui.loading')} />}
            <ErrorBar error={error} />
            {person !== undefined && <SpellingView password={person.password} />}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('common.close')}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
