import { Badge, Body1, Button, Field, Input, makeStyles, Textarea, tokens } from '@fluentui/react-components'
import { ArrowUndoRegular } from '@fluentui/react-icons'
import type { TFunction } from 'i18next'
import {
  placeholdersOf,
  type TemplateFaults,
  templateLimits,
  templatePlaceholders,
} from '../../shared/rules/mail-template.ts'
import { useMay } from '../base/session.ts'
import { useReadOnlyText } from '../base/words/role-needed.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form, FormActions } from '../ui/form.tsx'
import { ReadOnlyBar } from '../ui/read-only-bar.tsx'
import type { TemplatesForm } from './use-templates.ts'

const useStyles = makeStyles({
  body: { '& textarea': { minHeight: '18em', maxHeight: 'none', fontFamily: tokens.fontFamilyBase } },
  edited: { alignSelf: 'flex-start' },
})

const inBraces = (names: readonly string[]) => names.map((name) => `{{${name}}}`).join(', ')
/** Unknown placeholders in braces; an unfinished one is shown as it was typed. */
const asTyped = (names: readonly string[]) =>
  names.map((name) => (/^\{\{|^\}\}/.test(name) ? name : `{{${name}}}`)).join(', ')

function bodyFault(t: TFunction, faults: TemplateFaults | null): string | undefined {
  if (faults === null) return undefined
  const { unknown, missing, isBodyBad } = faults
  const parts = [
    isBodyBad ? t('mail.template.bodyBad', { count: templateLimits.body }) : '',
    unknown.length > 0 ? t('mail.template.unknown', { names: asTyped(unknown) }) : '',
    missing.length > 0 ? t('mail.template.missing', { names: inBraces(missing) }) : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? undefined : parts.join(' ')
}

/** The text of one mail in one language; faults are shown while somebody types. */
export function TemplateEditor({ form }: { readonly form: TemplatesForm }) {
  const { t } = useWords()
  const styles = useStyles()
  const mayChange = useMay('vault.manage')
  const readOnly = useReadOnlyText('vault.manage')
  const { faults, isEdited, isChanged, isBusy, error, save, reset } = form
  return (
    <Form onSubmit={save}>
      {!mayChange && <ReadOnlyBar why={readOnly} />}
      {isEdited && (
        <Badge appearance="tint" className={styles.edited}>
          {t('mail.template.edited')}
        </Badge>
      )}
      <Texts form={form} />
      <ErrorBar error={error} />
      {isChanged && <Body1 role="status">{t('settings.unsaved')}</Body1>}
      <FormActions>
        <Button
          type="submit"
          appearance="primary"
          disabledFocusable={isBusy || !isChanged || faults !== null || !mayChange}
        >
          {t('common.save')}
        </Button>
        <Button
          icon={<ArrowUndoRegular />}
          disabledFocusable={isBusy || !(isEdited || isChanged) || !mayChange}
          onClick={() => void reset()}
        >
          {t('mail.template.reset')}
        </Button>
      </FormActions>
    </Form>
  )
}

function Texts({ form }: { readonly form: TemplatesForm }) {
  const { t } = useWords()
  const styles = useStyles()
  const { chosen, text, change, faults } = form
  const { required } = templatePlaceholders[chosen.template]
  const hints = [
    t('mail.template.placeholders', { names: inBraces(placeholdersOf(chosen.template)) }),
    required.length > 0 ? t('mail.template.required', { names: inBraces(required) }) : '',
  ]
  const subjectFault =
    faults?.isSubjectBad === true ? t('mail.template.subjectBad', { count: templateLimits.subject }) : undefined
  const fault = bodyFault(t, faults)
  return (
    <>
      <Field
        label={t('mail.template.subject')}
        validationState={subjectFault === undefined ? 'none' : 'error'}
        validationMessage={subjectFault}
      >
        <Input
          value={text.subject}
          maxLength={templateLimits.subject}
          lang={chosen.language}
          onChange={(_, data) => change({ subject: data.value })}
        />
      </Field>
      <Field
        label={t('mail.template.body')}
        hint={hints.join(' ').trim()}
        validationState={fault === undefined ? 'none' : 'error'}
        validationMessage={fault}
      >
        <Textarea
          className={styles.body}
          value={text.body}
          rows={16}
          maxLength={templateLimits.body}
          resize="vertical"
          lang={chosen.language}
          onChange={(_, data) => change({ body: data.value })}
        />
      </Field>
    </>
  )
}
