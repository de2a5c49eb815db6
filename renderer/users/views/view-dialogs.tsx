import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, type SyntheticEvent, useEffect, useRef, useState } from 'react'
import { type SavedView, viewName } from '../../../shared/views.ts'
import { api, client, errorCodeOf } from '../../base/api.ts'
import { useAction } from '../../base/use-action.ts'
import { useComplaints } from '../../base/use-complaints.ts'
import { useWords } from '../../base/words/words.ts'
import { DangerButton } from '../../ui/danger-button.tsx'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { useFocusReturn } from '../../ui/focus-return.ts'
import type { Views } from './use-views.ts'

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, overflowWrap: 'anywhere' },
})

/** One call about saved views at a time; reads the views again, and tells whether the call succeeded. */
function useViewAction() {
  const queries = useQueryClient()
  const action = useAction(async (call: () => Promise<unknown>) => {
    await call()
    return true
  })
  const run = async (call: () => Promise<unknown>): Promise<boolean> => {
    const isDone = await action.run(call)
    await queries.invalidateQueries({ queryKey: api.views.key() })
    return isDone === true
  }
  return { run, error: action.error, isBusy: action.isBusy }
}

type ShellProps = {
  readonly title: string
  readonly button: ReactNode
  readonly onClose: () => void
  readonly children: ReactNode
}

function Shell({ title, button, onClose, children }: ShellProps) {
  const { t } = useWords()
  const styles = useStyles()
  useFocusReturn(true)
  return (
    <DialogBody>
      <DialogTitle>{title}</DialogTitle>
      <DialogContent className={styles.content}>{children}</DialogContent>
      <DialogActions>
        {button}
        <Button onClick={onClose}>{t('common.cancel')}</Button>
      </DialogActions>
    </DialogBody>
  )
}

type NameDialogProps = {
  readonly title: string
  readonly initialName: string
  readonly onClose: () => void
  readonly onDone: (done: string) => void
  readonly onSave: (name: string) => Promise<unknown>
  readonly children: ReactNode
}

/** Asks for a name; a bad or taken name is reported at the field. */
function NameDialog({ title, initialName, onClose, onDone, onSave, children }: NameDialogProps) {
  const { t } = useWords()
  const [name, setName] = useState(initialName)
  const [faults, complain] = useComplaints<{ readonly name?: 'invalid' | 'taken' }>(() => name)
  const { run, isBusy, error } = useViewAction()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.select(), [])
  const parsed = viewName.safeParse(name)
  const text =
    faults.name === 'taken' ? t('errors.VIEW_NAME_TAKEN', { name: name.trim() }) : t('users.views.nameInvalid')
  const refuse = (failure: unknown): never => {
    if (errorCodeOf(failure) === 'VIEW_NAME_TAKEN') complain({ name: 'taken' })
    throw failure
  }
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault()
    complain(parsed.success ? {} : { name: 'invalid' })
    if (!parsed.success || !(await run(() => onSave(parsed.data).catch(refuse)))) return input.current?.focus()
    onDone(t('users.views.saved', { name: parsed.data }))
    onClose()
  }
  const save = (
    <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
      {t('common.save')}
    </Button>
  )
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface>
        <form noValidate onSubmit={submit}>
          <Shell title={title} button={save} onClose={onClose}>
            {errorCodeOf(error) !== 'VIEW_NAME_TAKEN' && <ErrorBar error={error} />}
            <Field label={t('users.views.name')} required validationMessage={faults.name && text}>
              <Input
                ref={input}
                value={name}
                maxLength={64}
                autoComplete="off"
                onChange={(_, data) => setName(data.value)}
              />
            </Field>
            {children}
          </Shell>
        </form>
      </DialogSurface>
    </Dialog>
  )
}

type ViewDialogProps = {
  readonly views: Views
  readonly onClose: () => void
  /** Called with a message of what was done. */
  readonly onDone: (done: string) => void
}

/** Saves what the list shows under a name. */
export function SaveViewDialog({ views, ...ends }: ViewDialogProps) {
  const { t } = useWords()
  const save = async (name: string) => {
    const { id } = await client.views.add({ name, conditions: views.shownConditions })
    views.choose(id)
  }
  return (
    <NameDialog title={t('users.views.save')} initialName="" onSave={save} {...ends}>
      <Text>{t('users.views.saveHint')}</Text>
    </NameDialog>
  )
}

/** Gives a view another name, other conditions, or both. */
export function EditViewDialog({ view, views, ...ends }: ViewDialogProps & { readonly view: SavedView }) {
  const { t } = useWords()
  const isLost = view.conditions === null
  const [isReplaced, setIsReplaced] = useState(isLost || (views.chosen?.id === view.id && views.isChanged))
  const save = async (name: string) => {
    const conditions = isReplaced || view.conditions === null ? views.shownConditions : view.conditions
    await client.views.edit({ id: view.id, name, conditions })
    if (isReplaced) views.choose(view.id)
  }
  return (
    <NameDialog title={t('users.views.edit')} initialName={view.name} onSave={save} {...ends}>
      <Checkbox
        label={t('users.views.useCurrent')}
        checked={isReplaced}
        disabled={isLost}
        onChange={(_, data) => setIsReplaced(data.checked === true)}
      />
    </NameDialog>
  )
}

type DeleteViewDialogProps = Omit<ViewDialogProps, 'views'> & { readonly view: SavedView }

/** Asks before a view is deleted for everybody. */
export function DeleteViewDialog({ view: { id, name }, onDone, onClose }: DeleteViewDialogProps) {
  const { t } = useWords()
  const { run, isBusy, error } = useViewAction()
  const remove = async () => {
    if (!(await run(() => client.views.remove({ id })))) return
    onClose()
    onDone(t('users.views.deleted', { name }))
  }
  const button = (
    <DangerButton isBusy={isBusy} onClick={() => void remove()}>
      {t('users.views.delete')}
    </DangerButton>
  )
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface>
        <Shell title={t('users.views.delete')} button={button} onClose={onClose}>
          <ErrorBar error={error} />
          <Text>{t('users.views.deleteText', { name })}</Text>
        </Shell>
      </DialogSurface>
    </Dialog>
  )
}
