import { makeStyles, tokens } from '@fluentui/react-components'
import { brandColour } from '../../../shared/rules/self-service.ts'
import { themeOf, useTheme } from '../../base/theme.ts'
import { useWords } from '../../base/words/words.ts'
import { ChoiceField, type TabProps } from '../fields.tsx'

const useStyles = makeStyles({
  label: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  sample: {
    width: '16px',
    height: '16px',
    borderRadius: tokens.borderRadiusSmall,
    // A sample must keep its colour where the system replaces all others.
    forcedColorAdjust: 'none',
  },
})

/** The colour of the organisation's pages, each with a sample button colour. */
export function ColourChoice(props: TabProps) {
  const { t } = useWords()
  const styles = useStyles()
  const { isDark } = useTheme()
  const options = brandColour.options.map((colour) => ({
    value: colour,
    label: (
      <span className={styles.label}>
        <span className={styles.sample} style={{ backgroundColor: themeOf(colour, isDark).colorBrandBackground }} />
        {t(`policies.values.colour.${colour}`)}
      </span>
    ),
  }))
  return (
    <ChoiceField
      {...props}
      path="selfService.colour"
      label={t('policies.fields.selfService.colour')}
      hint={t('policies.selfService.colourHint')}
      options={options}
    />
  )
}
