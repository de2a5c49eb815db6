import { MessageBar, MessageBarBody, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import {
  CheckmarkCircle16Regular,
  CircleHalfFill16Regular,
  DismissCircle16Regular,
  QuestionCircle16Regular,
  SubtractCircle16Regular,
} from '@fluentui/react-icons'
import type { DirectoryAbilities, RightLine } from '../../shared/directories.ts'
import { abilityNotes } from '../../shared/rules/directory/directory-abilities.ts'
import { useCopyPlain } from '../base/clipboard/door-copy.ts'
import { useNotify } from '../base/notify.tsx'
import { useWords } from '../base/words/words.ts'
import { Command } from '../ui/command.tsx'
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
  help: { marginLeft: tokens.spacingHorizontalXXL, minWidth: 0 },
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
  readonly abilities: DirectoryAbilities | null
  /** The account that the rights are of, which the commands name. */
  readonly account: string
}

/** What Keydesk's account may do in a directory, line by line, with the command that gives a missing right. */
export function RightsList({ rights, people, abilities, account }: RightsListProps) {
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
      {abilities !== null && <Abilities abilities={abilities} />}
    </>
  )
}

/** What the server itself can't do, so that nobody finds out by trying. */
function Abilities({ abilities }: { readonly abilities: DirectoryAbilities }) {
  const { t } = useWords()
  const styles = useStyles()
  const notes = abilityNotes(abilities)
  if (notes.length === 0) return null
  return (
    <Titled level={3} isTight title={t('directories.abilitiesTitle')}>
      <ul className={styles.list}>
        {notes.map((note) => (
          <li key={note}>
            <Text>{t(`directories.abilities.${note}`)}</Text>
          </li>
        ))}
      </ul>
    </Titled>
  )
}

function Right({ line, account }: { readonly line: RightLine; readonly account: string }) {
  const { t } = useWords()
  const styles = useStyles()
  const notify = useNotify()
  const copyPlain = useCopyPlain()
  const [Icon, tone] = looks[line.state]
  // A server's rule names the account by a placeholder where it doesn't know it.
  const command = line.command.replaceAll('<account>', account)
  const copy = async () => {
    await copyPlain(command)
    notify(t('directories.commandCopied'))
  }
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
        <div className={styles.help}>
          <Command
            label={t('directories.command')}
            command={command}
            copyLabel={t('directories.copyCommand', { right: t(`directories.rights.${line.right}`) })}
            onCopy={copy}
          />
        </div>
      )}
    </li>
  )
}
