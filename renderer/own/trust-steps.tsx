import { Body1, makeStyles, Subtitle2, tokens } from '@fluentui/react-components'
import { useWords } from '../base/words/words.ts'

const systems = ['windows', 'macos', 'ios', 'android'] as const

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  fingerprint: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere', userSelect: 'all' },
  heading: { margin: 0 },
  steps: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXXL },
})

/** How people make a machine trust the portal's own authority, for each system, and what they must compare first. */
export function TrustSteps({ fingerprint }: { readonly fingerprint: string }) {
  const { t } = useWords()
  const styles = useStyles()
  return (
    <div className={styles.root}>
      <Body1>{t('portal.trust.compare')}</Body1>
      <Body1>
        {t('portal.fingerprint')}: <span className={styles.fingerprint}>{fingerprint}</span>
      </Body1>
      {systems.map((system) => (
        <div key={system}>
          <Subtitle2 as="h2" className={styles.heading}>
            {t(`portal.trust.names.${system}`)}
          </Subtitle2>
          <ol className={styles.steps}>
            {t(`portal.trust.steps.${system}`)
              .split('\n')
              .map((step) => (
                <li key={step}>{step}</li>
              ))}
          </ol>
        </div>
      ))}
    </div>
  )
}
