import { makeStyles, tokens } from '@fluentui/react-components'
import { useWords } from '../base/words/words.ts'

const useStyles = makeStyles({
  mark: {
    display: 'inline-block',
    flexShrink: 0,
    width: tokens.spacingHorizontalS,
    height: tokens.spacingHorizontalS,
    marginLeft: tokens.spacingHorizontalXS,
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorCompoundBrandBackground,
    // Forced colours take every background away.
    '@media (forced-colors: active)': { backgroundColor: 'Highlight', forcedColorAdjust: 'none' },
  },
})

/** The dot beside the name of a part in which something typed is not saved. */
export function UnsavedMark({ id }: { readonly id?: string }) {
  const { t } = useWords()
  return <span id={id} role="img" aria-label={t('ui.unsaved')} className={useStyles().mark} />
}
