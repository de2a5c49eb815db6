import { Button, Field, Input, makeStyles, Radio, RadioGroup, Spinner, tokens } from '@fluentui/react-components'
import { AddRegular, DismissRegular } from '@fluentui/react-icons'
import { directorySecurity } from '../../shared/directories.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form, FormActions } from '../ui/form.tsx'
import { Titled } from '../ui/titled.tsx'
import {
  maximumServers,
  type TypedServer,
  withoutServer,
  withSecurity,
  withServer,
  withTyped,
} from './connect-draft.ts'
import { ServerAnswers } from './server-answers.tsx'
import type { ServersForm } from './use-connect.ts'

const useStyles = makeStyles({
  servers: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  row: { display: 'flex', alignItems: 'flex-start', gap: tokens.spacingHorizontalS, minWidth: 0 },
  host: { flex: '1 1 auto', minWidth: 0 },
  port: { flex: '0 0 auto', width: '112px' },
  control: { minWidth: 0, width: '100%' },
  // Stands beside the field, below its label.
  remove: { flexShrink: 0, marginTop: '26px' },
})

type ServersPartProps = {
  readonly form: ServersForm
  /** True until there is a second part. */
  readonly isFirst: boolean
}

/** The servers of a directory, the encryption, and what a look at them shows. */
export function ServersPart({ form, isFirst }: ServersPartProps) {
  const { t } = useWords()
  const styles = useStyles()
  const { draft, change, isBusy, look } = form
  return (
    <Titled level={3} title={t('directories.parts.server')}>
      <Form hasFocus onSubmit={look}>
        <div className={styles.servers}>
          {draft.servers.map((server, at) => (
            <ServerRow key={server.key} form={form} server={server} at={at} />
          ))}
        </div>
        {draft.servers.length < maximumServers && (
          <div>
            <Button size="small" icon={<AddRegular />} onClick={() => change(withServer(draft))}>
              {t('directories.addServer')}
            </Button>
          </div>
        )}
        <Field label={t('directories.security')} hint={t('directories.securityHint')}>
          <RadioGroup
            value={draft.security}
            onChange={(_, data) => change(withSecurity(draft, directorySecurity.parse(data.value)))}
          >
            {directorySecurity.options.map((one) => (
              <Radio key={one} value={one} label={t(`directories.securities.${one}`)} />
            ))}
          </RadioGroup>
        </Field>
        <ErrorBar error={form.error} />
        <FormActions>
          <Button type="submit" appearance={isFirst ? 'primary' : 'secondary'} disabledFocusable={isBusy}>
            {t('directories.look')}
          </Button>
          {isBusy && <Spinner size="tiny" label={t('directories.looking')} />}
        </FormActions>
      </Form>
      {!isBusy && <ServerAnswers form={form} />}
    </Titled>
  )
}

type ServerRowProps = { readonly form: ServersForm; readonly server: TypedServer; readonly at: number }

function ServerRow({ form: { draft, change, faults }, server, at }: ServerRowProps) {
  const { t } = useWords()
  const styles = useStyles()
  const isOnly = draft.servers.length === 1
  const number = at + 1
  const hasHostFault = faults[`host${at}`] !== undefined
  const hasPortFault = faults[`port${at}`] !== undefined
  const hint = at === 0 ? t('directories.serverHint') : at === 1 ? t('directories.serversHint') : undefined
  return (
    <div className={styles.row}>
      <Field
        className={styles.host}
        label={isOnly ? t('directories.server') : t('directories.serverNumber', { number })}
        hint={hint}
        validationState={hasHostFault ? 'error' : 'none'}
        validationMessage={hasHostFault ? t('directories.serverInvalid') : undefined}
      >
        <Input
          className={styles.control}
          value={server.host}
          maxLength={253}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          onChange={(_, data) => change(withTyped(draft, server.key, { host: data.value }))}
        />
      </Field>
      <Field
        className={styles.port}
        label={isOnly ? t('directories.port') : t('directories.portNumber', { number })}
        validationState={hasPortFault ? 'error' : 'none'}
        validationMessage={hasPortFault ? t('settings.numberRange', { from: 1, to: 65_535 }) : undefined}
      >
        <Input
          className={styles.control}
          value={server.port}
          inputMode="numeric"
          autoComplete="off"
          onChange={(_, data) => change(withTyped(draft, server.key, { port: data.value }))}
        />
      </Field>
      {!isOnly && (
        <Button
          className={styles.remove}
          appearance="subtle"
          icon={<DismissRegular />}
          aria-label={t('directories.removeServer', { number })}
          onClick={() => change(withoutServer(draft, server.key))}
        />
      )}
    </div>
  )
}
