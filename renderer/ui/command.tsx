import { Button, Caption1, makeStyles, tokens } from '@fluentui/react-components'
import { CopyRegular } from '@fluentui/react-icons'
import { useAction } from '../base/use-action.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from './error-bar.tsx'

const useStyles = makeStyles({
  root: { display: 'grid', justifyItems: 'start', gap: tokens.spacingVerticalXS, minWidth: 0 },
  label: { color: tokens.colorNeutralForeground2 },
  command: {
    width: '100%',
    boxSizing: 'border-box',
    padding: tokens.spacingHorizontalS,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
  },
})

type CommandProps = {
  /** Says what the command is for. */
  readonly label: string
  readonly command: string
  readonly copyLabel: string
  readonly onCopy: () => Promise<void>
}

/** A command to be run elsewhere, with Copy. */
export function Command({ label, command, copyLabel, onCopy }: CommandProps) {
  const { t } = useWords()
  const styles = useStyles()
  const { run, error } = useAction(onCopy)
  return (
    <div className={styles.root}>
      <Caption1 className={styles.label}>{label}</Caption1>
      <code translate="no" className={styles.command}>
        {command}
      </code>
      <Button size="small" icon={<CopyRegular />} aria-label={copyLabel} onClick={() => void run()}>
        {t('ui.copy')}
      </Button>
      <ErrorBar error={error} />
    </div>
  )
}
