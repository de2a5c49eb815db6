import {
  Button,
  Caption1,
  MessageBar,
  MessageBarBody,
  makeStyles,
  mergeClasses,
  Text,
  tokens,
} from '@fluentui/react-components'
import {
  CheckmarkCircle16Regular,
  CircleHalfFill16Regular,
  CopyRegular,
  DismissCircle16Regular,
  QuestionCircle16Regular,
  SubtractCircle16Regular,
} from '@fluentui/react-icons'
import type { RightLine } from '../../shared/directories.ts'
import { useCopyPlain } from '../base/clipboard/door-copy.ts'
import { useNotify } from '../base/notify.tsx'
import { useAction } from '../base/use-action.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Titled } from '../ui/titled.tsx'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalM },
  item: { display: 'grid', gap: tokens.spacingVerticalXS, minWidth: 0 },
  line: { display: 'flex', alignItems: 'flex-start', gap: tokens.spacingHorizontalS },
  icon: { display: 'inline-flex', flexShrink: 0, paddingTop: '2px' },
  right: { flexGrow: 1, minWidth: 0 },
  state: { flexShrink: 0, maxWidth: '45%', textAlign: 'end' },
  good: { color: tokens.colorStatusSuccessForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  plain: { color: tokens.colorNeutralForeground2 },
  help: {
    display: 'grid',
    justifyItems: 'start',
    gap: tokens.spacingVerticalXS,
    marginLeft: tokens.spacingHorizontalXXL,
    minWidth: 0,
  },
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

const looks = {
  yes: [CheckmarkCircle16Regular, 'good'],
  some: [CircleHalfFill16Regular, 'plain'],
  no: [DismissCircle16Regular, 'bad'],
  unknown: [QuestionCircle16Regular, 'plain'],
  impossible: [SubtractCircle16Regular, 'plain'],
} as const satisfies Record<RightLine['state'], unknown>

type RightsListProps = {
  readonly rights: readonly RightLine[]
  /** How many people the account sees. */
  readonly people: number
  /** The account that the rights are of, which the commands name. */
  readonly account: string
}

/** What Keydesk's account may do in a directory, line by line, with the command that gives a missing right. */
export function RightsList({ rights, people, account }: RightsListProps) {
  const { t } = useWords()
  const styles = useStyles()
  return (
    <>
      <MessageBar intent={people > 0 ? 'success' : 'warning'} layout="multiline" role="status">
        <MessageBarBody>
          {people > 0 ? t('directories.seenPeople', { count: people }) : t('directories.seenNobody')}
        </MessageBarBody>
      </MessageBar>
      <Titled level={3} isTight title={t('directories.rightsTitle')}>
        <ul className={styles.list}>
          {rights.map((line) => (
            <Right key={line.right} line={line} account={account} />
          ))}
        </ul>
      </Titled>
    </>
  )
}

function Right({ line, account }: { readonly line: RightLine; readonly account: string }) {
  const { t } = useWords()
  const styles = useStyles()
  const [Icon, tone] = looks[line.state]
  // A server's rule names the account by a placeholder where it doesn't know it.
  const command = line.command.replaceAll('<account>', account)
  return (
    <li className={styles.item}>
      <div className={styles.line}>
        <span className={mergeClasses(styles.icon, styles[tone])}>
          <Icon />
        </span>
        <Text className={styles.right}>{t(`directories.rights.${line.right}`)}</Text>
        <Text className={styles.state}>{t(`directories.rightStates.${line.state}`)}</Text>
      </div>
      {command !== '' && line.state !== 'yes' && (
        <Command command={command} right={t(`directories.rights.${line.right}`)} />
      )}
    </li>
  )
}

function Command({ command, right }: { readonly command: string; readonly right: string }) {
  const { t } = useWords()
  const styles = useStyles()
  const notify = useNotify()
  const copyPlain = useCopyPlain()
  const { run, error } = useAction(async () => {
    await copyPlain(command)
    notify(t('directories.commandCopied'))
  })
  return (
    <div className={styles.help}>
      <Caption1 className={styles.plain}>{t('directories.command')}</Caption1>
      <code className={styles.command}>{command}</code>
      <Button
        size="small"
        icon={<CopyRegular />}
        aria-label={t('directories.copyCommand', { right })}
        onClick={() => void run()}
      >
        {t('ui.copy')}
      </Button>
      <ErrorBar error={error} />
    </div>
  )
}
