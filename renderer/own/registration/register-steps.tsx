import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components'
import { useMemo } from 'react'
import { useErrorText } from '../../base/words/errors.ts'
import { useWords } from '../../base/words/words.ts'
import { CodeField } from '../../ui/code-field.tsx'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { useOwnClients } from '../own-clients.ts'
import { useCode } from '../use-code.ts'
import { drawQrCode } from './draw-qr-code.ts'
import { QrCode } from './qr-code.tsx'

const useStyles = makeStyles({
  key: {
    display: 'block',
    marginTop: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    fontFamily: tokens.fontFamilyMonospace,
    overflowWrap: 'anywhere',
  },
})

/** An app that is being set up: its seed as text and as the address behind the QR code. */
export type Started = { readonly secret: string; readonly uri: string }

export type RegisterStepsProps = {
  readonly started: Started
  /** Called when the app is in force; with recovery codes if there were none. */
  readonly onRegistered: (recoveryCodes: readonly string[] | null) => void
  readonly cancel: { readonly label: string; readonly run: () => void }
}

/** The seed in groups of four characters, as apps show it and people type it. */
const inGroups = (secret: string) => secret.match(/.{1,4}/g)?.join(' ') ?? ''

/** The two steps: scan or type the seed, then type a first code. */
export function RegisterSteps({ started: { secret, uri }, onRegistered, cancel }: RegisterStepsProps) {
  const { t } = useWords()
  const styles = useStyles()
  const { methods } = useOwnClients()
  const errorText = useErrorText()
  const { code, setCode, input, error, wrong, isBusy, submit } = useCode(async (typed) =>
    onRegistered((await methods.confirmAuthenticator({ code: typed })).recoveryCodes),
  )
  const drawn = useMemo(() => drawQrCode(uri), [uri])
  return (
    <>
      {drawn !== null && (
        <>
          <Body1>{t('methods.scan')}</Body1>
          <QrCode drawn={drawn} />
        </>
      )}
      <div>
        <Body1>{t(drawn === null ? 'methods.typeOnly' : 'methods.orType')}</Body1>
        <code className={styles.key} translate="no">
          {inGroups(secret)}
        </code>
      </div>
      <Body1>{t('methods.thenType')}</Body1>
      <Form onSubmit={() => void submit()}>
        <ErrorBar error={error} />
        <CodeField
          label={t('methods.code')}
          error={wrong === null ? undefined : errorText(wrong)}
          kind="digits"
          value={code}
          onChange={setCode}
          inputRef={input}
        />
        <FormActions>
          <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
            {t('methods.verify')}
          </Button>
          <Button onClick={cancel.run}>{cancel.label}</Button>
        </FormActions>
      </Form>
    </>
  )
}
