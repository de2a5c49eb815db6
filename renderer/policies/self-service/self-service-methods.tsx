import {
  Button,
  Checkbox,
  Link,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Text,
  tokens,
  typographyStyles,
} from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useController } from 'react-hook-form'
import { type ProofMethod, proofMethods, type SelfServiceFault } from '../../../shared/rules/self-service.ts'
import { api } from '../../base/api.ts'
import { useMay } from '../../base/session.ts'
import { useWords } from '../../base/words/words.ts'
import { useArrival } from '../../ui/arriving.tsx'
import { useFaultText } from '../fault-bar.tsx'
import { ChoiceField, Heading, type TabProps } from '../fields.tsx'
import { SmsGatewayPanel } from './sms-gateway-panel.tsx'

const useStyles = makeStyles({
  group: {
    border: 'none',
    margin: 0,
    padding: 0,
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
  },
  legend: { ...typographyStyles.body1, padding: 0 },
  more: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: tokens.spacingVerticalXS,
    // Aligned with the label of the checkbox.
    paddingInlineStart: `calc(${tokens.spacingHorizontalXXXL} + ${tokens.spacingHorizontalXS})`,
  },
  about: { color: tokens.colorNeutralForeground3 },
  bar: { width: '100%' },
})

export type MethodsProps = TabProps & {
  readonly faults: readonly SelfServiceFault[]
  /** Opens the settings of mail; null for people who can't see them. */
  readonly onMail: (() => void) | null
}

/** Why a method can't be used now, and what to do about it. */
function WhyNot({ method, onMail }: { readonly method: 'email' | 'sms'; readonly onMail: MethodsProps['onMail'] }) {
  const { t } = useWords()
  const canSetUp = useMay('vault.manage')
  if (method === 'sms') {
    return (
      <>
        {canSetUp
          ? t('policies.selfService.smsOff')
          : `${t('policies.selfService.smsOff')} ${t('policies.selfService.smsAsk')}`}
      </>
    )
  }
  return (
    <>
      {t('policies.selfService.mailOff')}{' '}
      {onMail === null ? (
        t('policies.selfService.askMail')
      ) : (
        <Link as="button" inline type="button" onClick={onMail}>
          {t('policies.selfService.openMail')}
        </Link>
      )}
    </>
  )
}

type RowProps = Pick<MethodsProps, 'isDisabled' | 'onMail'> & {
  readonly method: ProofMethod
  readonly isOn: boolean
  readonly isUnusable: boolean
  readonly onChange: (isOn: boolean) => void
}

function MethodRow({ method, isOn, isUnusable, isDisabled, onMail, onChange }: RowProps) {
  const { t } = useWords()
  const styles = useStyles()
  const id = useId()
  const [isGatewayOpen, setIsGatewayOpen] = useState(false)
  const canSetUp = useMay('vault.manage')
  return (
    <div>
      <Checkbox
        label={t(`methods.names.${method}`)}
        aria-describedby={id}
        checked={isOn}
        disabled={isDisabled}
        onChange={(_, data) => onChange(data.checked === true)}
      />
      <div className={styles.more}>
        <Text id={id} size={200} className={styles.about}>
          {t(`policies.selfService.about.${method}`)}
        </Text>
        {isUnusable && (method === 'email' || method === 'sms') && (
          <MessageBar className={styles.bar} intent={isOn ? 'warning' : 'info'} layout="multiline">
            <MessageBarBody>
              <WhyNot method={method} onMail={onMail} />
            </MessageBarBody>
          </MessageBar>
        )}
        {method === 'questions' && isOn && (
          <MessageBar className={styles.bar} intent="warning" layout="multiline">
            <MessageBarBody>{t('policies.selfService.questionsWarning')}</MessageBarBody>
          </MessageBar>
        )}
        {method === 'sms' && canSetUp && (
          <Button size="small" onClick={() => setIsGatewayOpen(true)}>
            {t('sms.open')}
          </Button>
        )}
      </div>
      {isGatewayOpen && <SmsGatewayPanel onClose={() => setIsGatewayOpen(false)} />}
    </div>
  )
}

/** The methods that the policy allows, and how many of them are required. */
export function SelfServiceMethods(props: MethodsProps) {
  const { form, isDisabled, faults, onMail } = props
  const { t, formatNumber } = useWords()
  const styles = useStyles()
  const { data, isLoading } = useQuery(api.registration.unavailable.queryOptions({ input: {} }))
  useArrival(isLoading)
  const { field } = useController({ control: form.control, name: 'selfService.methods' })
  const chosen = field.value
  const toggle = (method: ProofMethod, isOn: boolean) =>
    field.onChange(proofMethods.filter((one) => (one === method ? isOn : chosen.includes(one))))
  const fault = useFaultText(faults)('tooFewMethods', 'onlyTheApp')
  return (
    <>
      <Heading>{t('policies.headings.selfService.methods')}</Heading>
      <fieldset className={styles.group} disabled={isDisabled}>
        <legend className={styles.legend}>{t('policies.fields.selfService.methods')}</legend>
        {proofMethods.map((method) => (
          <MethodRow
            key={method}
            {...{ method, isDisabled, onMail }}
            isOn={chosen.includes(method)}
            isUnusable={data?.methods.includes(method) ?? false}
            onChange={(isOn) => toggle(method, isOn)}
          />
        ))}
      </fieldset>
      <ChoiceField
        {...props}
        path="selfService.required"
        label={t('policies.fields.selfService.required')}
        hint={t('policies.selfService.requiredHint')}
        fault={fault}
        layout="horizontal"
        options={[1, 2].map((count) => ({ value: String(count), label: formatNumber(count) }))}
      />
    </>
  )
}
