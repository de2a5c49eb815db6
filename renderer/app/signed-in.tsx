import { QueryClientProvider, useQuery, useQueryClient } from '@tanstack/react-query'
import { Activity, useCallback, useEffect, useState } from 'react'
import type { JobId } from '../../shared/ids.ts'
import type { Job } from '../../shared/jobs.ts'
import { AboutSection } from '../about/about-section.tsx'
import { CrashBar } from '../about/crash-bar.tsx'
import { MyAccountPage } from '../account/my-account-page.tsx'
import { AuditPage } from '../audit/audit-page.tsx'
import { BackupBar } from '../backup/backup-bar.tsx'
import { BackupSection } from '../backup/backup-section.tsx'
import { api } from '../base/api.ts'
import type { Chosen, Person } from '../base/chosen.ts'
import { Notices } from '../base/notify.tsx'
import { savedStartPage } from '../base/preferences.ts'
import { createQueryClient } from '../base/query-client.ts'
import { SettingsContext, useMay, useSession } from '../base/session.ts'
import { useForgottenPlaces } from '../base/unsaved.ts'
import { useWords } from '../base/words/words.ts'
import { ClockBar } from '../clock/clock-bar.tsx'
import { DeletedUsersPage } from '../deleted/deleted-users-page.tsx'
import { DirectoriesSection } from '../directories/directories-section.tsx'
import { GroupsPage } from '../groups/groups-page.tsx'
import { HealthBar } from '../health/health-bar.tsx'
import { HomePage } from '../home/home-page.tsx'
import { ContactImportPanel } from '../imports/contact-import-panel.tsx'
import { ImportPanel, type ImportPanelProps } from '../imports/import-panel.tsx'
import { JobPanel } from '../jobs/job-panel.tsx'
import { JobView } from '../jobs/job-view.tsx'
import { JobsIndicator } from '../jobs/jobs-indicator.tsx'
import { MailSection } from '../mail/mail-section.tsx'
import { UserMethods } from '../methods/user-methods.tsx'
import { RegistrationGate, type RegistrationGateProps } from '../own/registration/registration-gate.tsx'
import { SecurityInfo } from '../own/registration/security-info.tsx'
import { Palette } from '../palette/palette.tsx'
import { ShortcutsDialog } from '../palette/shortcuts-dialog.tsx'
import { useKeys } from '../palette/use-keys.ts'
import { UserPass } from '../passes/user-pass.tsx'
import { KeptPassword } from '../passwords/kept-password.tsx'
import { NewPassword } from '../passwords/new-password.tsx'
import { RequireChangeDialog } from '../passwords/require-change-dialog.tsx'
import { ResetPasswordDialog } from '../passwords/reset/reset-password-dialog.tsx'
import { RestoreDialog } from '../passwords/restore-dialog.tsx'
import { JobResults } from '../passwords/results/job-results.tsx'
import { SpellingView } from '../passwords/spelling/spelling-view.tsx'
import { useGivePasswords } from '../passwords/use-give-passwords.ts'
import { PoliciesSection } from '../policies/policies-section.tsx'
import { PortalSection } from '../portal-settings/portal-section.tsx'
import { DeskCodePanel } from '../recovery/desk-code-panel.tsx'
import { RegistrationSection } from '../registration/registration-section.tsx'
import { UserRegistration, type UserRegistrationProps } from '../registration/user-registration.tsx'
import { RequestsPage } from '../requests/requests-page.tsx'
import { SettingsPage } from '../settings/settings-page.tsx'
import { type SettingsPlace, useSettingsPlace, wantSettingsPlace } from '../settings/settings-places.ts'
import { afterDialog } from '../ui/after-dialog.ts'
import { ConfirmationProvider } from '../ui/confirmation-provider.tsx'
import { Titled } from '../ui/titled.tsx'
import { LoadingPage, UnreachablePage } from '../ui/trouble-page.tsx'
import { UpdatesPart } from '../updates/updates-part.tsx'
import { ActiveUsersPage } from '../users/active-users-page.tsx'
import type { FinishedReset } from '../users/after-reset.tsx'
import { RecoveryKeySection } from '../vault/recovery-key-section.tsx'
import { Frame } from './frame.tsx'
import { confirmHere } from './own-clients.ts'
import { allowedPages, type Page, usePage } from './page.ts'
import { homeLinks, type PageStart } from './page-start.ts'
import { usePaletteCommands } from './palette-commands.ts'

export type SignedInProps = {
  /** An error without an answer of the service; shown above every page. */
  readonly notice: unknown
  readonly organisation: string
  readonly registration: Pick<RegistrationGateProps, 'stage' | 'onStage' | 'onGiven'>
  readonly onLock: () => void
  readonly onSignOut: () => void
  readonly onRecoveryKey: (recoveryKey: string) => void
  readonly onRecoveryCodes: (codes: readonly string[]) => void
  readonly onSettingsSaved: () => void
}

type OpenDialog =
  | null
  | { readonly kind: 'reset' | 'requireChange'; readonly chosen: Chosen }
  | { readonly kind: 'restore' | 'deskCode'; readonly person: Person }
  | { readonly kind: 'job'; readonly jobId: JobId }

/** Everything behind the sign-in page. It has its own cache, which is removed when the page locks. */
export function SignedIn(props: SignedInProps) {
  const [queries] = useState(createQueryClient)
  useEffect(() => () => queries.clear(), [queries])
  return (
    <QueryClientProvider client={queries}>
      <ConfirmationProvider confirm={confirmHere}>
        <Registered {...props} />
        <Notices />
      </ConfirmationProvider>
    </QueryClientProvider>
  )
}

function Registered(props: SignedInProps) {
  const { organisation, registration, onRecoveryCodes, onSignOut } = props
  const { mustGiveMethods } = useSession()
  return (
    <RegistrationGate {...registration} {...{ organisation, onRecoveryCodes, onSignOut }} isForced={mustGiveMethods}>
      <WithSettings {...props} />
    </RegistrationGate>
  )
}

function WithSettings(props: SignedInProps) {
  const settings = useQuery(api.settings.get.queryOptions({ input: {} }))
  if (settings.data === undefined) return settings.error === null ? <LoadingPage /> : <UnreachablePage />
  return (
    <SettingsContext value={settings.data}>
      <Pages {...props} />
    </SettingsContext>
  )
}

function Pages({ notice, onLock, onSignOut, onRecoveryKey, onRecoveryCodes, onSettingsSaved }: SignedInProps) {
  const session = useSession()
  const [wanted, setPage] = usePage()
  const pages = allowedPages(session)
  const page =
    pages.find((allowed) => allowed === wanted) ?? pages.find((allowed) => allowed === savedStartPage()) ?? 'account'
  const [dialog, setDialog] = useState<OpenDialog>(null)
  const [reset, setReset] = useState<FinishedReset | null>(null)
  const [shownPage, setShownPage] = useState(page)
  const [start, setStart] = useState<PageStart>({})
  // Kept from the first visit on, so that nothing typed in it is lost while another page is shown.
  const [hasSettings, setHasSettings] = useState(false)
  useForgottenPlaces()
  const canReset = useMay('passwords.reset')
  const mayChangeSettings = useMay('settings.manage')
  const openSettings = (next: SettingsPlace) => {
    wantSettingsPlace(next)
    setPage('settings')
  }
  const go = (target: Page, next: Omit<PageStart, 'page' | 'visit'> = {}) => {
    setStart({ ...next, page: target, visit: (start.visit ?? 0) + 1 })
    setPage(target)
  }
  const links = homeLinks(go)
  const banner = useMay('vault.manage') ? (
    <>
      <HealthBar />
      <ClockBar />
      <CrashBar onAbout={() => openSettings('about')} />
      {page !== 'settings' && page !== 'home' && <BackupBar onOpen={() => openSettings('backup')} />}
    </>
  ) : null
  const [finder, setFinder] = useState<'palette' | 'shortcuts' | null>(null)
  const openPalette = useCallback(() => setFinder('palette'), [])
  const openShortcuts = useCallback(() => setFinder('shortcuts'), [])
  useKeys(openPalette, openShortcuts)
  const commands = usePaletteCommands({ pages, go, openSettings, onLock, onSignOut, onShortcuts: openShortcuts })
  const jobs = canReset ? <JobsIndicator onOpen={(jobId) => setDialog({ kind: 'job', jobId })} /> : null

  const openImported = (jobId: JobId) => {
    setReset({ jobId, isImport: true })
    setDialog({ kind: 'job', jobId })
  }
  const giveCode = (person: Person) => setDialog({ kind: 'deskCode', person })

  // Back and Forward change the page, and a dialog of the earlier page must not stay open over it.
  if (page !== shownPage) {
    setShownPage(page)
    setDialog(null)
    if (start.page !== page) setStart({})
  }
  if (page === 'settings' && !hasSettings) setHasSettings(true)
  return (
    <Frame
      pages={pages}
      page={page}
      setPage={setPage}
      jobs={jobs}
      banner={banner}
      notice={notice}
      onPalette={openPalette}
      onShortcuts={openShortcuts}
      onLock={onLock}
      onSignOut={onSignOut}
    >
      {page === 'home' && <HomePage links={links} />}
      {page === 'users' && (
        <ActiveUsersPage
          key={start.visit}
          start={start.users ?? {}}
          onDirectories={mayChangeSettings ? () => openSettings('directories') : null}
          onResetPassword={(chosen) => setDialog({ kind: 'reset', chosen })}
          onRequireChange={(chosen) => setDialog({ kind: 'requireChange', chosen })}
          onRestore={(person) => setDialog({ kind: 'restore', person })}
          methodsOf={(user, whyNot) => <WaysIn {...{ user, whyNot }} onGiveCode={giveCode} />}
          keptPasswordOf={(user) => <KeptPassword user={user} />}
          passwordOf={(ticket) => <NewPassword ticket={ticket} />}
          importPanel={(panel) => <ImportPeople {...panel} onJob={openImported} />}
          finishedReset={dialog === null ? reset : null}
          onResetSeen={() => setReset(null)}
          onResults={(jobId) => setDialog({ kind: 'job', jobId })}
        />
      )}
      {page === 'deleted' && <DeletedUsersPage onRestore={(person) => setDialog({ kind: 'restore', person })} />}
      {page === 'groups' && <GroupsPage />}
      {page === 'requests' && (
        <RequestsPage
          start={start.requests ?? null}
          onResults={(jobId) => setDialog({ kind: 'job', jobId })}
          onResetPassword={(person) => setDialog({ kind: 'reset', chosen: chosenOne(person) })}
          onGiveCode={giveCode}
        />
      )}
      {hasSettings && (
        <Activity mode={page === 'settings' ? 'visible' : 'hidden'}>
          <Settings start={start} {...{ onRecoveryKey, onSettingsSaved }} />
        </Activity>
      )}
      {page === 'audit' && <AuditPage start={start.audit} />}
      {page === 'account' && <MyAccountPage securityInfo={<OwnSecurityInfo onRecoveryCodes={onRecoveryCodes} />} />}
      {finder === 'palette' && (
        <Palette
          commands={commands}
          reset={(row) => setDialog({ kind: 'reset', chosen: chosenOne(row) })}
          details={(row) => go('users', { users: { task: { kind: 'details', row } } })}
          onClose={() => setFinder(null)}
        />
      )}
      {finder === 'shortcuts' && <ShortcutsDialog onClose={() => setFinder(null)} />}
      <Dialogs
        dialog={dialog}
        onReset={(jobId) => setReset({ jobId, isImport: false })}
        onClose={() => setDialog(null)}
      />
    </Frame>
  )
}

function OwnSecurityInfo({ onRecoveryCodes }: Pick<SignedInProps, 'onRecoveryCodes'>) {
  const { t } = useWords()
  return (
    <Titled level={2} title={t('methods.securityInfo')}>
      <SecurityInfo onRecoveryCodes={onRecoveryCodes} />
    </Titled>
  )
}

const spelled = (text: string) => <SpellingView password={text} />

/** The methods with which a person can prove who they are, and what an admin can hand out to them. */
function WaysIn(props: UserRegistrationProps) {
  return (
    <>
      <UserMethods {...props} />
      <UserRegistration {...props} />
      <UserPass user={props.user} whyNot={props.whyNot} spelled={spelled} />
    </>
  )
}

const chosenOne = (single: Person): Chosen => ({ selection: { kind: 'users', ids: [single.id] }, count: 1, single })

type SettingsProps = Pick<SignedInProps, 'onRecoveryKey' | 'onSettingsSaved'> & { readonly start: PageStart }

function Settings({ start, onRecoveryKey, onSettingsSaved }: SettingsProps) {
  const [place, onPlace] = useSettingsPlace()
  const canOpenVault = useMay('vault.manage')
  const mayChangeSettings = useMay('settings.manage')
  const isAdmin = useMay('users.read')
  return (
    <SettingsPage
      place={place}
      onPlace={onPlace}
      policies={(tab, onTab, onMail) => <PoliciesSection {...{ tab, onTab, onMail }} onSaved={onSettingsSaved} />}
      directories={
        mayChangeSettings ? (
          <DirectoriesSection jobView={(jobId) => <JobView jobId={jobId} results={() => null} />} />
        ) : null
      }
      mail={mayChangeSettings ? <MailSection wanted={start.mail} /> : null}
      portal={<PortalSection />}
      registration={(openPolicies) => (
        <RegistrationSection
          start={start.registration}
          onOpenPolicies={openPolicies}
          importPanel={(onClose) => <ContactImportPanel onClose={onClose} />}
        />
      )}
      backup={canOpenVault ? <BackupSection /> : null}
      recoveryKey={canOpenVault ? <RecoveryKeySection onCreated={onRecoveryKey} /> : null}
      about={isAdmin ? <AboutSection updates={canOpenVault ? <UpdatesPart /> : null} /> : null}
      onSaved={onSettingsSaved}
    />
  )
}

type ImportPeopleProps = Omit<ImportPanelProps, 'givePasswords'> & { readonly onJob: (jobId: JobId) => void }

/** Connects slices that must not import each other: the import leads on to passwords for the people that it brought in. */
function ImportPeople({ onJob, ...panel }: ImportPeopleProps) {
  const canReset = useMay('passwords.reset')
  const give = useGivePasswords((jobId) => {
    panel.onClose()
    afterDialog(() => onJob(jobId))
  })
  return <ImportPanel {...panel} givePasswords={canReset ? give : null} />
}

type DialogsProps = {
  readonly dialog: OpenDialog
  /** Called when a reset of many people has started. */
  readonly onReset: (jobId: JobId) => void
  readonly onClose: () => void
}

/** Connects slices that must not import each other: the password dialogs get the view of a job, and the jobs get the password results. */
function Dialogs({ dialog, onReset, onClose: close }: DialogsProps) {
  const queries = useQueryClient()
  const onClose = () => {
    close()
    // A new password also answers requests for help.
    void queries.invalidateQueries({ queryKey: api.requests.key() })
  }
  const results = (job: Job) => <JobResults job={job} />
  const jobView = (jobId: JobId) => <JobView jobId={jobId} results={results} />
  switch (dialog?.kind) {
    case 'reset':
      return <ResetPasswordDialog chosen={dialog.chosen} onStarted={onReset} onClose={onClose} jobView={jobView} />
    case 'requireChange':
      return <RequireChangeDialog chosen={dialog.chosen} onClose={onClose} jobView={jobView} />
    case 'restore':
      return <RestoreDialog person={dialog.person} onClose={onClose} />
    case 'deskCode':
      return <DeskCodePanel person={dialog.person} onClose={onClose} />
    case 'job':
      return <JobPanel jobId={dialog.jobId} onClose={onClose} results={results} />
    default:
      return null
  }
}
