import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles, tokens } from '@fluentui/react-components'
import { problemText } from '../base/words/policy-words.ts'
import { useWords } from '../base/words/words.ts'
import type { FileProblem } from './policy-file-buttons.tsx'

const useStyles = makeStyles({
  list: {
    margin: 0,
    paddingInlineStart: tokens.spacingHorizontalXL,
    maxHeight: '12rem',
    overflowY: 'auto',
    overflowWrap: 'anywhere',
  },
})

/** Why a policy file can't be used, path by path; shows nothing for a good file. */
export function FileProblems({ problems }: { readonly problems: readonly FileProblem[] }) {
  const { t } = useWords()
  const styles = useStyles()
  if (problems.length === 0) return null
  const lines = [...new Set(problems.map((problem) => problemText(t, problem)))]
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{t('policies.problems.title')}</MessageBarTitle>
        <ul className={styles.list}>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </MessageBarBody>
    </MessageBar>
  )
}
