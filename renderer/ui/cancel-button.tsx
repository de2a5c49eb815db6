import { Button } from '@fluentui/react-components'
import { use } from 'react'
import { useWords } from '../base/words/words.ts'
import { ClosePanelContext } from './panel.tsx'

/** Closes the panel around it as its other ways out do: with a question if something typed is not saved. */
export function CancelButton() {
  const { t } = useWords()
  const close = use(ClosePanelContext)
  return <Button onClick={close}>{t('common.cancel')}</Button>
}
