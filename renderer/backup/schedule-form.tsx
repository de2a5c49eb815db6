import { Body1, Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components'
import { useQueryClient } from '@tanstack/react-query'
import { useController } from 'react-hook-form'
import { type BackupSchedule, backupSchedule } from '../../shared/backup.ts'
import { api, client, isWaiting } from '../base/api.ts'
import { useConfirmation } from '../base/confirmation.ts'
import { useNotify } from '../base/notify.tsx'
import { usePlaceUnsaved } from '../base/unsaved.ts'
import { useAction } from '../base/use-action.ts'
import { type Draft, type Faults, useDraft } from '../base/use-draft.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form, FormActions } from '../ui/form.tsx'
import { useWeekdays } from './backup-words.ts'

const useStyles = makeStyles({
  fields: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  short: { maxWidth: '160px' },
  period: { maxWidth: '240px' },
})

/** The schedule as it is typed. */
type Typed = {
  readonly every: BackupSchedule['every']
  readonly weekday: string
  readonly time: string
  readonly folder: string
  readonly keepDays: string
}
const periods = ['never', 'day', 'week'] as const
const maximumDays = 3650

function typedOf({ every, weekday, hour, minute, folder, keepDays }: BackupSchedule): Typed {
  const two = (part: number) => String(part).padStart(2, '0')
  return { every, weekday: String(weekday), time: `${two(hour)}:${two(minute)}`, folder, keepDays: String(keepDays) }
}

/** The schedule that is meant; null for what can't be one. */
function scheduleOf({ every, weekday, time, folder, keepDays }: Typed): BackupSchedule | null {
  const [, hour = '', minute = ''] = /^\s*(\d{1,2})[:.](\d{2})\s*$/.exec(time) ?? []
  const days = /^\s*\d{1,4}\s*$/.test(keepDays) ? Number(keepDays) : Number.NaN
  const typed = { every, weekday: Number(weekday), hour: hour === '' ? Number.NaN : Number(hour) }
  const found = backupSchedule.safeParse({ ...typed, minute: Number(minute), folder: folder.trim(), keepDays: days })
  return found.success ? found.data : null
}

function faultsOf(typed: Typed): Faults<Typed> {
  if (typed.every === 'never') return {}
  const isGood = (part: Partial<Typed>) => scheduleOf({ ...typed, time: '12:00', keepDays: '1', ...part }) !== null
  return {
    ...(isGood({ time: typed.time }) ? {} : { time: 'time' }),
    ...(isGood({ keepDays: typed.keepDays }) ? {} : { keepDays: 'days' }),
    ...(typed.folder.trim() === '' ? { folder: 'required' } : {}),
  }
}

function useSchedule(schedule: BackupSchedule) {
  const { t } = useWords()
  const notify = useNotify()
  const queries = useQueryClient()
  const withConfirmation = useConfirmation()
  const draft = useDraft<Typed>(typedOf(schedule), faultsOf)
  const { typed, isChanged, discard } = draft
  usePlaceUnsaved('backup', isChanged)
  const { run, isBusy, error } = useAction(
    async (next: BackupSchedule) => {
      const view = await withConfirmation(() => client.backup.saveSchedule(next))
      discard()
      queries.setQueryData(api.backup.state.queryKey({ input: {} }), view)
      notify(t('backup.scheduleSaved'))
    },
    (failure) => {
      if (isWaiting(failure)) discard()
    },
  )
  const save = async () => {
    const next = typed.every === 'never' ? { ...schedule, every: typed.every } : scheduleOf(typed)
    if (next !== null && Object.keys(faultsOf(typed)).length === 0) await run(next)
  }
  return { ...draft, save, isBusy, error }
}

export type ScheduleFormProps = {
  readonly schedule: BackupSchedule
  readonly nextAt: number | null
  /** True if a second admin must approve the schedule as it is, so that it is saved again. */
  readonly needsApproval: boolean
}

/** Whether, when and where backups are made by themselves. */
export function ScheduleForm({ schedule, nextAt, needsApproval }: ScheduleFormProps) {
  const { t, formatDateTime } = useWords()
  const styles = useStyles()
  const { form, typed, isChanged, save, isBusy, error } = useSchedule(schedule)
  return (
    <Form onSubmit={() => void save()}>
      <ErrorBar error={error} />
      <div className={styles.fields}>
        <PeriodField form={form} />
        {typed.every === 'week' && <WeekdayField form={form} />}
        {typed.every !== 'never' && (
          <>
            <TextField form={form} name="time" label={t('backup.time')} hint={t('backup.timeHint')} isShort />
            <TextField form={form} name="folder" label={t('backup.scheduleFolder')} hint={t('backup.folderHint')} />
            <TextField form={form} name="keepDays" label={t('backup.keepDays')} hint={t('backup.keepHint')} isShort />
          </>
        )}
      </div>
      {!isChanged && nextAt !== null && <Body1>{t('backup.next', { time: formatDateTime(nextAt) })}</Body1>}
      <FormActions>
        <Button type="submit" appearance="primary" disabledFocusable={isBusy || !(isChanged || needsApproval)}>
          {t('common.save')}
        </Button>
        {isChanged && <Body1 role="status">{t('settings.unsaved')}</Body1>}
      </FormActions>
    </Form>
  )
}

type FieldProps = Pick<Draft<Typed>, 'form'>

function PeriodField({ form }: FieldProps) {
  const { t } = useWords()
  const styles = useStyles()
  const { field } = useController({ control: form.control, name: 'every' })
  return (
    <Field label={t('backup.every')}>
      <Select className={styles.period} value={field.value} onChange={(_, data) => field.onChange(data.value)}>
        {periods.map((period) => (
          <option key={period} value={period}>
            {t(`backup.periods.${period}`)}
          </option>
        ))}
      </Select>
    </Field>
  )
}

function WeekdayField({ form }: FieldProps) {
  const { t } = useWords()
  const styles = useStyles()
  const weekdays = useWeekdays()
  const { field } = useController({ control: form.control, name: 'weekday' })
  return (
    <Field label={t('backup.weekday')}>
      <Select className={styles.period} value={field.value} onChange={(_, data) => field.onChange(data.value)}>
        {weekdays.map((day, at) => (
          <option key={day} value={String(at)}>
            {day}
          </option>
        ))}
      </Select>
    </Field>
  )
}

type TextFieldProps = FieldProps & {
  readonly name: 'time' | 'folder' | 'keepDays'
  readonly label: string
  readonly hint: string
  readonly isShort?: boolean
}

function TextField({ form, name, label, hint, isShort = false }: TextFieldProps) {
  const { t } = useWords()
  const styles = useStyles()
  const { field, fieldState } = useController({ control: form.control, name })
  const complaints = {
    time: t('backup.timeWrong'),
    folder: t('ui.mustFill'),
    keepDays: t('backup.keepWrong', { maximum: maximumDays }),
  }
  return (
    <Field
      label={label}
      hint={hint}
      validationState={fieldState.invalid ? 'error' : 'none'}
      validationMessage={fieldState.invalid ? complaints[name] : undefined}
    >
      <Input
        {...(isShort ? { className: styles.short } : {})}
        value={field.value}
        spellCheck={false}
        onChange={(_, data) => field.onChange(data.value)}
      />
    </Field>
  )
}
