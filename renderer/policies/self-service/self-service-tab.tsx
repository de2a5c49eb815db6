import { Body1, Field, Input, MessageBar, MessageBarBody } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useController } from 'react-hook-form'
import { policies } from '../../../shared/rules/policy.ts'
import type { SelfServiceFault } from '../../../shared/rules/self-service.ts'
import { api } from '../../base/api.ts'
import { useWords } from '../../base/words/words.ts'
import { Arriving, useArrival } from '../../ui/arriving.tsx'
import { useFaultText } from '../fault-bar.tsx'
import { ChoiceField, Fields, Heading, Indented, NumberField, SwitchField, type TabProps } from '../fields.tsx'
import { hasQuestions } from '../policy-draft.ts'
import { ColourChoice } from './colour-choice.tsx'
import { GroupsField } from './groups-field.tsx'
import { type MethodsProps, SelfServiceMethods } from './self-service-methods.tsx'
import { SelfServiceQuestions } from './self-service-questions.tsx'

const { enabledFor } = policies.shape.selfService.shape

type FaultProps = { readonly faults: readonly SelfServiceFault[] }

/** Who may use self-service: nobody, the people of some groups, or everybody; some groups may be left out. */
function Properties(props: TabProps & FaultProps) {
  const { t } = useWords()
  const scope = props.draft.selfService.enabledFor
  const fault = useFaultText(props.faults)('noGroups')
  return (
    <>
      <Heading>{t('policies.headings.selfService.properties')}</Heading>
      <ChoiceField
        {...props}
        path="selfService.enabledFor"
        label={t('policies.fields.selfService.enabledFor')}
        hint={t('policies.selfService.admins')}
        options={enabledFor.options.map((value) => ({ value, label: t(`policies.values.enabledFor.${value}`) }))}
      />
      {scope !== 'none' && (
        <Indented>
          {scope === 'selected' && (
            <GroupsField
              {...props}
              path="selfService.groups"
              hint={t('policies.selfService.groupsHint')}
              fault={fault}
            />
          )}
          <GroupsField {...props} path="selfService.except" hint={t('policies.selfService.exceptHint')} />
        </Indented>
      )}
    </>
  )
}

/** Whether people are asked to register methods, and how often to review them. */
function Registration(props: TabProps) {
  const { t } = useWords()
  const note = t('policies.selfService.registrationHint')
  return (
    <>
      <Heading>{t('policies.headings.selfService.registration')}</Heading>
      <SwitchField {...props} path="selfService.isRegistrationRequired" note={note} />
      {props.draft.selfService.isRegistrationRequired && (
        <Indented>
          <NumberField {...props} path="selfService.graceDays" note={t('policies.selfService.graceHint')} />
        </Indented>
      )}
      <NumberField {...props} path="selfService.reconfirmDays" note={t('policies.selfService.reconfirmHint')} />
    </>
  )
}

/** Who is told of a reset; without mail nobody is. */
function Notifications(props: TabProps) {
  const { t } = useWords()
  const { data, isLoading } = useQuery(api.registration.unavailable.queryOptions({ input: {} }))
  useArrival(isLoading)
  const isMailOff = data?.methods.includes('email') ?? false
  return (
    <>
      <Heading>{t('policies.headings.selfService.notifications')}</Heading>
      {isMailOff && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{t('policies.selfService.noMailNotes')}</MessageBarBody>
        </MessageBar>
      )}
      <SwitchField {...props} path="selfService.mustTellUsers" note={t('policies.selfService.tellUsersHint')} />
      <SwitchField {...props} path="selfService.mustTellAdmins" note={t('policies.selfService.tellAdminsHint')} />
    </>
  )
}

/** How the pages look, and where people find help. */
function Customization(props: TabProps) {
  const { t } = useWords()
  const { field, fieldState } = useController({ control: props.form.control, name: 'selfService.help' })
  const isGood = !fieldState.invalid
  return (
    <>
      <Heading>{t('policies.headings.selfService.customization')}</Heading>
      <Field
        label={t('policies.fields.selfService.help')}
        hint={t('policies.selfService.helpHint')}
        validationState={isGood ? 'none' : 'error'}
        validationMessage={isGood ? undefined : t('policies.selfService.helpInvalid')}
      >
        <Input
          value={field.value}
          maxLength={300}
          spellCheck={false}
          disabled={props.isDisabled}
          onChange={(_, data) => field.onChange(data.value)}
        />
      </Field>
      <ColourChoice {...props} />
      <SwitchField {...props} path="selfService.canUnlock" note={t('policies.selfService.unlockHint')} />
    </>
  )
}

function Pass(props: TabProps & FaultProps) {
  const { t } = useWords()
  const fault = useFaultText(props.faults)('passMinutes')
  return (
    <>
      <Heading>{t('policies.headings.selfService.pass')}</Heading>
      <Body1>{t('policies.selfService.passText')}</Body1>
      <NumberField
        {...props}
        path="selfService.passMinutes"
        note={t('policies.selfService.likeMicrosoft')}
        fault={fault}
      />
      <NumberField {...props} path="selfService.passMaximumMinutes" note={t('policies.selfService.likeMicrosoft')} />
      <SwitchField {...props} path="selfService.isPassOnce" note={t('policies.selfService.passOnceHint')} />
    </>
  )
}

/** Who may reset their own password, how they prove who they are, and who is told. */
export function SelfServiceTab(props: MethodsProps) {
  return (
    <Fields>
      <Arriving parts={7}>
        <Properties {...props} />
        <SelfServiceMethods {...props} />
        {hasQuestions(props.draft) && <SelfServiceQuestions {...props} />}
        <Registration {...props} />
        <Notifications {...props} />
        <Customization {...props} />
        <Pass {...props} />
      </Arriving>
    </Fields>
  )
}
