import { Field, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../base/api.ts'
import { type StartPage, savedStartPage, saveStartPage } from '../base/preferences.ts'
import { useMay } from '../base/session.ts'
import { useWords } from '../base/words/words.ts'
import { Arriving, useArrival } from '../ui/arriving.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Titled } from '../ui/titled.tsx'
import { FirstSteps } from './first-steps.tsx'
import { Health } from './health.tsx'
import type { HomeLinks } from './home-links.ts'
import { Needs } from './needs.tsx'

/** How often it is read again what needs the admin, in milliseconds. */
const refresh = 15_000

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL, maxWidth: '1180px', minWidth: 0 },
  top: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(420px, 100%), 1fr))',
    gap: tokens.spacingHorizontalXXXL,
    alignItems: 'start',
  },
})

/** **Home**: what needs the admin today, the first steps of a new organisation, and how healthy the passwords are. */
export function HomePage({ links }: { readonly links: HomeLinks }) {
  const { t } = useWords()
  const styles = useStyles()
  const hasSteps = useMay('vault.manage')
  return (
    <div className={styles.page}>
      <PageHeader title={t('home.title')} />
      <Arriving parts={2}>
        <div className={styles.top}>
          <Today links={links} />
          {hasSteps && <FirstSteps links={links} />}
        </div>
        <Health links={links} />
        <StartWith />
      </Arriving>
    </div>
  )
}

function Today({ links }: { readonly links: HomeLinks }) {
  const { t } = useWords()
  const { data, error, isLoading } = useQuery({
    ...api.home.needs.queryOptions({ input: {} }),
    staleTime: 0,
    refetchInterval: refresh,
  })
  useArrival(isLoading)
  return (
    <Titled level={2} title={t('home.today')}>
      <ErrorBar error={error} />
      {data !== undefined && <Needs needs={data} links={links} />}
    </Titled>
  )
}

/** With which page this machine begins after sign-in. */
function StartWith() {
  const { t } = useWords()
  const [start, setStart] = useState(savedStartPage)
  const choose = (chosen: StartPage) => {
    saveStartPage(chosen)
    setStart(chosen)
  }
  return (
    <Field label={t('home.startWith')} hint={t('home.startHint')}>
      <RadioGroup layout="horizontal" value={start} onChange={(_, data) => choose(data.value as StartPage)}>
        <Radio value="home" label={t('home.title')} />
        <Radio value="users" label={t('users.title')} />
      </RadioGroup>
    </Field>
  )
}
