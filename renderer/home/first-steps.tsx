import { Body1, Button, Caption1, Link, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { CheckmarkCircleFilled, CircleRegular } from '@fluentui/react-icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { FirstStep } from '../../shared/home.ts'
import { api, client } from '../base/api.ts'
import { areStepsHidden, hideSteps } from '../base/preferences.ts'
import { useWork } from '../base/use-action.ts'
import { useWords } from '../base/words/words.ts'
import { useArrival } from '../ui/arriving.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Titled } from '../ui/titled.tsx'
import type { HomeLinks } from './home-links.ts'

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  step: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minWidth: 0 },
  words: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalM, minWidth: 0 },
  icon: { flexShrink: 0, fontSize: tokens.fontSizeBase500 },
  done: { color: tokens.colorPaletteGreenForeground1 },
  foot: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
})

/** The steps of a new organisation, which tick themselves; hidden by whoever does not want them, until they are wanted again. */
export function FirstSteps({ links }: { readonly links: HomeLinks }) {
  const { t } = useWords()
  const styles = useStyles()
  const [isHidden, setHidden] = useState(areStepsHidden)
  const { data, isLoading } = useQuery({
    ...api.home.firstSteps.queryOptions({ input: {} }),
    staleTime: 0,
    refetchInterval: 30_000,
  })
  useArrival(isLoading)
  const show = (isShown: boolean) => {
    hideSteps(!isShown)
    setHidden(!isShown)
  }
  if (data === undefined) return null
  const done = data.steps.filter(({ isDone }) => isDone).length
  if (isHidden) {
    return (
      <div>
        <Button size="small" appearance="subtle" onClick={() => show(true)}>
          {t('home.steps.show')}
        </Button>
      </div>
    )
  }
  return (
    <Titled level={2} title={t('home.steps.title')}>
      <ul className={styles.list} aria-label={t('home.steps.title')}>
        {data.steps.map(({ step, isDone }) => (
          <Step key={step} step={step} isDone={isDone} links={links} />
        ))}
      </ul>
      <div className={styles.foot}>
        <Caption1 role="status">{t('home.steps.progress', { done, total: data.steps.length })}</Caption1>
        <Button size="small" appearance="subtle" onClick={() => show(false)}>
          {t('home.steps.hide')}
        </Button>
      </div>
    </Titled>
  )
}

type StepProps = { readonly step: FirstStep; readonly isDone: boolean; readonly links: HomeLinks }

function Step({ step, isDone, links }: StepProps) {
  const { t } = useWords()
  const styles = useStyles()
  const go: Readonly<Record<FirstStep, () => void>> = {
    people: links.addUser,
    passwords: () => links.people({ passwordState: ['none'] }),
    recoveryKey: () => links.settings('recoveryKey'),
    secondAdmin: () => links.people({}),
    backup: () => links.settings('backup'),
    mail: () => links.settings('mail'),
    portal: () => links.settings('portal'),
  }
  const name = t(`home.steps.names.${step}`)
  return (
    <li className={styles.step}>
      {isDone ? (
        <CheckmarkCircleFilled className={mergeClasses(styles.icon, styles.done)} aria-label={t('home.steps.done')} />
      ) : (
        <CircleRegular className={styles.icon} aria-label={t('home.steps.open')} />
      )}
      <span className={styles.words}>
        {isDone ? (
          <Body1>{name}</Body1>
        ) : (
          <Link as="button" onClick={go[step]}>
            {name}
          </Link>
        )}
        {step === 'recoveryKey' && !isDone && <NotedButton />}
      </span>
    </li>
  )
}

/** For a key that was stored where nobody told Keydesk so. */
function NotedButton() {
  const { t } = useWords()
  const queries = useQueryClient()
  const { run, isBusy, error } = useWork()
  const note = () =>
    void run(async () => {
      await client.home.noteRecoveryKey({})
      await queries.invalidateQueries({ queryKey: api.home.firstSteps.key() })
    })
  return (
    <>
      <Button size="small" disabledFocusable={isBusy} onClick={note}>
        {t('home.steps.noted')}
      </Button>
      <ErrorBar error={error} />
    </>
  )
}
