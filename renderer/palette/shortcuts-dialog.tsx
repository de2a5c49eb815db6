import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { useWords } from '../base/words/words.ts'
import { DataTable } from '../ui/data-table.tsx'
import { useFocusReturn } from '../ui/focus-return.ts'

const useStyles = makeStyles({
  key: {
    padding: `0 ${tokens.spacingHorizontalXS}`,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: tokens.borderRadiusSmall,
    fontFamily: tokens.fontFamilyMonospace,
    whiteSpace: 'nowrap',
  },
})

const isMac = () => /mac/i.test(navigator.platform)
/** The keys in the words of this system; a key that is printed on a keyboard has no other name. */
export const commandKey = (letter: string) => (isMac() ? `⌘${letter}` : `Ctrl+${letter}`)

/** Every key that does something of its own. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords()
  const styles = useStyles()
  useFocusReturn(true)
  const rows = [
    { keys: commandKey('K'), what: t('palette.keys.open') },
    { keys: '?', what: t('palette.keys.shortcuts') },
    { keys: commandKey('F'), what: t('palette.keys.search') },
    { keys: '← ↑ → ↓', what: t('palette.keys.move') },
    { keys: 'Space', what: t('palette.keys.select') },
    { keys: 'Enter', what: t('palette.keys.details') },
    { keys: 'F2', what: t('palette.keys.edit') },
    { keys: 'Delete', what: t('palette.keys.delete') },
    { keys: commandKey('C'), what: t('palette.keys.copy') },
    { keys: 'Shift+F10', what: t('palette.keys.menu') },
    { keys: 'Shift+← →', what: t('palette.keys.width') },
    { keys: isMac() ? '⌘Shift+← →' : 'Ctrl+Shift+← →', what: t('palette.keys.place') },
    { keys: 'Tab', what: t('palette.keys.next') },
    { keys: 'Esc', what: t('palette.keys.close') },
  ]
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('app.shortcuts')}</DialogTitle>
          <DialogContent>
            <DataTable
              label={t('app.shortcuts')}
              scroller="none"
              size="small"
              rows={rows}
              keyOf={({ keys }) => keys}
              columns={[
                {
                  key: 'keys',
                  title: t('palette.keys.key'),
                  cell: ({ keys }) => <kbd className={styles.key}>{keys}</kbd>,
                },
                { key: 'what', title: t('palette.keys.what'), cell: ({ what }) => what },
              ]}
            />
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={onClose}>
              {t('common.close')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
