import { Body1, Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { ArrowUndoRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { Policies, PolicySection } from '../../shared/rules/policy.ts'
import { api } from '../base/api.ts'
import { useNotify } from '../base/notify.tsx'
import { useMay } from '../base/session.ts'
import { useReadOnlyText } from '../base/words/role-needed.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form, FormActions } from '../ui/form.tsx'
import { ReadOnlyBar } from '../ui/read-only-bar.tsx'
import { ExpirationTab } from './expiration-tab.tsx'
import { FaultBar } from './fault-bar.tsx'
import type { FoundPolicies } from './fields.tsx'
import { FileProblems } from './file-problems.tsx'
import { LockedPeople } from './locked-people.tsx'
import { LockoutTab } from './lockout-tab.tsx'
import { draftOf } from './policy-draft.ts'
import { type FileProblem, PolicyFileButtons } from './policy-file-buttons.tsx'
import { ProtectionTab, type ProtectionTabProps } from './protection/protection-tab.tsx'
import { ReviewPanel } from './review-panel.tsx'
import type { MethodsProps } from './self-service/self-service-methods.tsx'
import { SelfServiceTab } from './self-service/self-service-tab.tsx'
import { SignInTab } from './sign-in-tab.tsx'
import { TemporaryTab } from './temporary-tab.tsx'
import { TryPassword } from './trial/try-password.tsx'
import { type PoliciesDraft, usePoliciesDraft } from './use-policies-draft.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  columns: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    columnGap: tokens.spacingHorizontalXXXL,
    rowGap: tokens.spacingVerticalXXL,
  },
  // Wider than its fields, so that the buttons below them fit into one row.
  main: { flex: '1 1 420px', minWidth: 0, maxWidth: '700px' },
  below: { flex: '1 1 100%', minWidth: 0, maxWidth: '900px' },
  // The row with Save stays in view on long tabs, and focused fields are scrolled clear of it. In a low window it is at the end of the page
  // instead.
  form: {
    '@media (min-height: 600px)': { '& input, & button, & textarea': { scrollMarginBottom: '200px' } },
  },
  actions: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    '@media (min-height: 600px)': {
      position: 'sticky',
      // Negative, to cover the padding down to the lower edge of the page.
      bottom: `calc(-1 * ${tokens.spacingVerticalL})`,
      zIndex: 1,
      paddingBlock: tokens.spacingVerticalM,
      borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
      backgroundColor: tokens.colorNeutralBackground1,
    },
  },
  aside: {
    flex: '1 1 300px',
    minWidth: 0,
    maxWidth: '560px',
    // Stays in view beside the long list of rules.
    '@media (min-width: 1200px)': { position: 'sticky', top: 0 },
  },
})

type PageProps = ProtectionTabProps & MethodsProps

/** The page of each section: a section without one does not compile. */
const pages = {
  expiration: ExpirationTab,
  selfService: SelfServiceTab,
  protection: ProtectionTab,
  lockout: LockoutTab,
  temporary: TemporaryTab,
  signIn: SignInTab,
} as const satisfies Record<PolicySection, (props: PageProps) => ReactNode>

/** Security & privacy: every policy of the organisation, one section at a time. */
export function PoliciesSection(props: Omit<PoliciesFormProps, 'found'>) {
  const found = useQuery(api.policies.get.queryOptions({ input: {} }))
  if (found.data === undefined) return <ErrorBar error={found.error} />
  return <PoliciesForm found={found.data} {...props} />
}

type PoliciesFormProps = {
  readonly found: FoundPolicies
  /** The section that is shown. */
  readonly tab: PolicySection
  /** Shows another section, where something is wrong that must be mended before the policies can be saved. */
  readonly onTab: (tab: PolicySection) => void
  readonly onSaved: () => void
  /** Opens the settings of mail; null for people who can't see them. */
  readonly onMail: (() => void) | null
}

function PoliciesForm({ found, tab, onTab, onSaved, onMail }: PoliciesFormProps) {
  const styles = useStyles()
  const mayChange = useMay('settings.manage')
  const readOnly = useReadOnlyText('settings.manage')
  const form = usePoliciesDraft(found.policies, onTab, onSaved)
  const { review, setReview, error } = form
  const [problems, setProblems] = useState<readonly FileProblem[]>([])
  const Page = pages[tab]
  return (
    <div className={styles.root}>
      {!mayChange && <ReadOnlyBar why={readOnly} />}
      <div className={styles.columns}>
        <div className={mergeClasses(styles.main, styles.form)}>
          <Form onSubmit={form.ask}>
            <Page
              form={form.form}
              draft={form.draft}
              isDisabled={!mayChange}
              found={found}
              next={form.next}
              faults={form.faults}
              onMail={onMail}
            />
            <FileProblems problems={problems} />
            {review === null && <ErrorBar error={error} />}
            <Actions {...{ form, found, tab, mayChange }} onProblems={setProblems} />
          </Form>
        </div>
        {tab === 'protection' && (
          <div className={styles.aside}>
            <TryPassword policies={form.next} />
          </div>
        )}
        {tab === 'lockout' && (
          <div className={styles.below}>
            <LockedPeople />
          </div>
        )}
      </div>
      {review !== null && (
        <ReviewPanel
          review={review}
          error={error}
          isBusy={form.isBusy}
          onSave={() => void form.accept(review)}
          onClose={() => setReview(null)}
        />
      )}
    </div>
  )
}

type FormProps = { readonly form: PoliciesDraft; readonly found: FoundPolicies }

type ActionsProps = FormProps & {
  readonly tab: PolicySection
  readonly mayChange: boolean
  readonly onProblems: (problems: readonly FileProblem[]) => void
}

function Actions({ form, found, tab, mayChange, onProblems }: ActionsProps) {
  const { t } = useWords()
  const styles = useStyles()
  const notify = useNotify()
  const { isBusy, isChanged, fill, run, askUndo, faults } = form
  const onRead = (policies: Policies | null, problems: readonly FileProblem[]) => {
    onProblems(problems)
    if (policies === null) return
    fill(draftOf(policies))
    notify(t('policies.imported'))
  }
  return (
    <div className={styles.actions}>
      {tab === 'selfService' && <FaultBar faults={faults} />}
      {isChanged && <Body1 role="status">{t('settings.unsaved')}</Body1>}
      <FormActions>
        <Button type="submit" appearance="primary" disabledFocusable={isBusy || !isChanged || !mayChange}>
          {t('common.save')}
        </Button>
        {found.canUndo && (
          <Button
            icon={<ArrowUndoRegular />}
            disabled={!mayChange}
            disabledFocusable={isBusy}
            onClick={() => void askUndo()}
          >
            {t('policies.undo')}
          </Button>
        )}
        <PolicyFileButtons mayChange={mayChange} run={run} onRead={onRead} />
      </FormActions>
    </div>
  )
}
