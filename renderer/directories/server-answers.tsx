import {
  Body1,
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { Fragment, useEffect, useRef, useState } from 'react'
import type { DirectoryServer, ShownCertificate } from '../../shared/directories.ts'
import type { DirectoryFault } from '../../shared/errors.ts'
import { directoryNames } from '../../shared/i18n/directory-names.ts'
import { serverText } from '../../shared/rules/directory/directory-server.ts'
import { useWords } from '../base/words/words.ts'
import { Titled } from '../ui/titled.tsx'
import { certificatesIn } from './certificate-file.ts'
import { serversOf } from './connect-draft.ts'
import { FaultBar } from './fault-bar.tsx'
import type { Answer, ServersForm } from './use-connect.ts'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    minWidth: 0,
    ':focus': { outlineStyle: 'none' },
  },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'minmax(96px, max-content) 1fr',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
    margin: 0,
  },
  name: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0, minWidth: 0, overflowWrap: 'anywhere', whiteSpace: 'pre-line' },
  fingerprint: { fontFamily: tokens.fontFamilyMonospace },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  breaks: { overflowWrap: 'anywhere' },
})

/** Faults that somebody can decide about who has looked at the certificate. A certificate that is not valid today is none of them. */
const decidable: readonly DirectoryFault[] = ['certificate', 'certificateName', 'otherCertificate']

type Shown = { readonly server: DirectoryServer; readonly answer: Answer }

/** What the servers say about themselves, or why not, and whom to trust where nobody vouches for a certificate. */
export function ServerAnswers({ form }: { readonly form: ServersForm }) {
  const { t } = useWords()
  const styles = useStyles()
  const { draft, seen } = form
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (seen === null) return
    root.current?.scrollIntoView({ block: 'nearest' })
    // The button that was pressed may have gone with the answers of an earlier look.
    if (document.activeElement === document.body) root.current?.focus()
  }, [seen])
  if (seen === null) return null
  const servers = serversOf(seen.way)
  const shown = seen.answers.flatMap((answer, at): Shown[] => {
    const server = servers[at]
    return server === undefined ? [] : [{ server, answer }]
  })
  const doubtful = shown.find(({ answer }) => answer.fault !== null && decidable.includes(answer.fault))
  const isDifferent = draft.trust.kind === 'pinned' && form.isReady && doubtful !== undefined
  return (
    <div ref={root} tabIndex={-1} className={styles.root}>
      {form.isReady && <TrustBar form={form} />}
      {shown.map(({ server, answer }) => (
        <AnswerBar key={serverText(server)} server={server} answer={answer} />
      ))}
      {isDifferent && <Body1>{t('directories.differ')}</Body1>}
      {doubtful?.answer.certificate && (
        <Certificate
          server={doubtful.server}
          certificate={doubtful.answer.certificate}
          canPin={!isDifferent}
          form={form}
        />
      )}
    </div>
  )
}

function AnswerBar({ server, answer: { fault, kind } }: Shown) {
  const { t } = useWords()
  const name = serverText(server)
  if (fault !== null) return <FaultBar title={name} fault={fault} />
  return (
    <MessageBar intent="success" layout="multiline" role="status">
      <MessageBarBody>
        {kind === null
          ? t('directories.seenUnknown', { server: name })
          : t('directories.seen', { server: name, kind: directoryNames[kind] })}
      </MessageBarBody>
    </MessageBar>
  )
}

/** Whom Keydesk trusts by now, and the way back. */
function TrustBar({ form }: { readonly form: ServersForm }) {
  const { t } = useWords()
  const styles = useStyles()
  const { trust } = form.draft
  if (trust.kind === 'system') return null
  const fingerprint = form.seen?.answers.find(({ fault }) => fault === null)?.certificate?.fingerprint ?? ''
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody className={styles.breaks}>
        {trust.kind === 'pinned'
          ? t('directories.pinned')
          : t('directories.ownAuthority', { file: form.authorityFile })}
        {trust.kind === 'pinned' && (
          <div>
            <Fingerprint text={fingerprint} />
          </div>
        )}
      </MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={() => form.trust({ kind: 'system' })}>
          {t('directories.distrust')}
        </Button>
      </MessageBarActions>
    </MessageBar>
  )
}

/** The pairs of a fingerprint, which are not torn apart at the end of a line. */
function Fingerprint({ text }: { readonly text: string }) {
  const styles = useStyles()
  const pairs = text.split(':').map((pair, at) => ({ pair, key: `${at} ${pair}` }))
  return (
    <span className={styles.fingerprint}>
      {pairs.map(({ pair, key }, at) => (
        <Fragment key={key}>
          {at > 0 && ':'}
          {at > 0 && <wbr />}
          {pair}
        </Fragment>
      ))}
    </span>
  )
}

type CertificateProps = {
  readonly server: DirectoryServer
  readonly certificate: ShownCertificate
  readonly canPin: boolean
  readonly form: ServersForm
}

/** A certificate that nobody vouches for, and the choices. */
function Certificate({ server, certificate, canPin, form }: CertificateProps) {
  const { t, formatDate } = useWords()
  const styles = useStyles()
  const input = useRef<HTMLInputElement>(null)
  const [isInvalid, setIsInvalid] = useState(false)
  const take = async (file: File | undefined) => {
    if (file === undefined) return
    const certificates = await certificatesIn(file)
    setIsInvalid(certificates === null)
    if (certificates === null) return
    form.trust({ kind: 'authority', certificates }, file.name)
  }
  return (
    <Titled level={3} isTight title={t('directories.certificateOf', { server: serverText(server) })}>
      <dl className={styles.facts}>
        <dt className={styles.name}>{t('portal.fingerprint')}</dt>
        <dd className={styles.value}>
          <Fingerprint text={certificate.fingerprint} />
        </dd>
        <dt className={styles.name}>{t('directories.subject')}</dt>
        <dd className={styles.value}>{certificate.subject}</dd>
        <dt className={styles.name}>{t('portal.issuer')}</dt>
        <dd className={styles.value}>{certificate.issuer}</dd>
        <dt className={styles.name}>{t('portal.validUntil')}</dt>
        <dd className={styles.value}>{formatDate(certificate.expiresAt)}</dd>
      </dl>
      {canPin && <Body1>{t('directories.certificateText')}</Body1>}
      {isInvalid && (
        <MessageBar intent="error" layout="multiline" role="alert">
          <MessageBarBody>{t('directories.authorityInvalid')}</MessageBarBody>
        </MessageBar>
      )}
      <div className={styles.actions}>
        {canPin && (
          <Button onClick={() => form.trust({ kind: 'pinned', certificate: certificate.certificate })}>
            {t('directories.pin')}
          </Button>
        )}
        <Button onClick={() => input.current?.click()}>{t('directories.authority')}</Button>
        <input
          ref={input}
          type="file"
          hidden
          aria-label={t('directories.authorityFile')}
          accept=".pem,.crt,.cer"
          onChange={(event) => {
            void take(event.target.files?.[0])
            // So that the same file can be chosen again after it was mended.
            event.target.value = ''
          }}
        />
      </div>
    </Titled>
  )
}
