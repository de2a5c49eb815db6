import { Button, Caption1, makeStyles, mergeClasses, Tooltip, tokens } from '@fluentui/react-components'
import { CheckmarkRegular, DeleteRegular, EditRegular, SaveRegular } from '@fluentui/react-icons'
import { type Ref, useRef, useState } from 'react'
import type { SavedView } from '../../../shared/views.ts'
import { useMay } from '../../base/session.ts'
import { useWhyNot } from '../../base/words/role-needed.ts'
import { useWords } from '../../base/words/words.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { Titled } from '../../ui/titled.tsx'
import { useFilterWords } from '../filter-words.ts'
import type { FilterKind } from '../user-view.ts'
import { missingText, standardConditions, standardNames, standardOf } from './saved-views.ts'
import type { Views } from './use-views.ts'
import { DeleteViewDialog, EditViewDialog, SaveViewDialog } from './view-dialogs.tsx'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column' },
  line: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, minWidth: 0 },
  name: {
    flexGrow: 1,
    justifyContent: 'flex-start',
    minWidth: 0,
    overflowWrap: 'anywhere',
    textAlign: 'start',
    fontWeight: tokens.fontWeightRegular,
  },
  chosen: { fontWeight: tokens.fontWeightSemibold },
  fault: { display: 'block', color: tokens.colorStatusDangerForeground1, overflowWrap: 'anywhere' },
  save: { alignSelf: 'flex-start' },
})

type ViewListProps = {
  readonly views: Views
  /** Called when a view was chosen, so that the list can be shown. */
  readonly onShown: () => void
}

type Task = { readonly kind: 'save' } | { readonly kind: 'edit' | 'delete'; readonly view: SavedView }

/** The standard views, the saved views, and a button to save what the list shows. */
export function ViewList({ views, onShown }: ViewListProps) {
  const { t } = useWords()
  const styles = useStyles()
  const [task, setTask] = useState<Task | null>(null)
  const [done, setDone] = useState('')
  const save = useRef<HTMLButtonElement>(null)
  const standard = views.chosen === null ? standardOf(views.shownConditions) : null
  const ends = { onClose: () => setTask(null), onDone: setDone }
  const afterDelete = (text: string) => {
    setDone(text)
    // The button that opened the dialog has disappeared; runs after the dialog has made the panel accessible again.
    setTimeout(() => save.current?.focus(), 0)
  }
  return (
    <Titled level={3} isTight title={t('users.views.title')}>
      <ErrorBar error={views.error} />
      <ul className={styles.list} aria-label={t('users.views.title')}>
        {standardNames.map((name) => (
          <li key={name}>
            <ViewButton
              name={t(`users.views.standard.${name}`)}
              isChosen={standard === name}
              onChoose={() => {
                views.show(standardConditions(name), null)
                onShown()
              }}
            />
          </li>
        ))}
        {views.saved.map((view) => (
          <SavedItem key={view.id} {...{ view, views, onShown }} onTask={setTask} />
        ))}
      </ul>
      <SaveButton onPress={() => setTask({ kind: 'save' })} button={save} />
      <Caption1 role="status">{done}</Caption1>
      {task?.kind === 'save' && <SaveViewDialog views={views} {...ends} />}
      {task?.kind === 'edit' && <EditViewDialog view={task.view} views={views} {...ends} />}
      {task?.kind === 'delete' && <DeleteViewDialog view={task.view} {...ends} onDone={afterDelete} />}
    </Titled>
  )
}

type ViewButtonProps = {
  readonly name: string
  readonly isChosen: boolean
  readonly isDisabled?: boolean
  readonly onChoose: () => void
}

function ViewButton({ name, isChosen, isDisabled = false, onChoose }: ViewButtonProps) {
  const styles = useStyles()
  return (
    <Button
      appearance="subtle"
      icon={isChosen ? <CheckmarkRegular /> : undefined}
      iconPosition="after"
      className={mergeClasses(styles.name, isChosen && styles.chosen)}
      aria-pressed={isChosen}
      disabledFocusable={isDisabled}
      onClick={onChoose}
    >
      {name}
    </Button>
  )
}

type SavedItemProps = ViewListProps & { readonly view: SavedView; readonly onTask: (task: Task) => void }

function SavedItem({ view, views, onShown, onTask }: SavedItemProps) {
  const { t } = useWords()
  const styles = useStyles()
  const mayManage = useMay('users.manage')
  const { name, conditions } = view
  const choose = () => {
    if (conditions === null) return
    views.show(conditions, view.id)
    onShown()
  }
  return (
    <li>
      <div className={styles.line}>
        <ViewButton
          name={name}
          isChosen={views.chosen?.id === view.id}
          isDisabled={conditions === null}
          onChoose={choose}
        />
        {mayManage && (
          <>
            <Button
              appearance="subtle"
              icon={<EditRegular />}
              aria-label={t('users.views.editFor', { name })}
              onClick={() => onTask({ kind: 'edit', view })}
            />
            <Button
              appearance="subtle"
              icon={<DeleteRegular />}
              aria-label={t('users.views.deleteFor', { name })}
              onClick={() => onTask({ kind: 'delete', view })}
            />
          </>
        )}
      </div>
      <Fault view={view} />
    </li>
  )
}

/** Why a view can't be used, or shows nobody. */
function Fault({ view }: { readonly view: SavedView }) {
  const { t } = useWords()
  const styles = useStyles()
  const isMissing = (wanted: FilterKind) => view.missing.some(({ kind }) => kind === wanted)
  const values = missingText(view, useFilterWords({ group: isMissing('group'), directory: isMissing('directory') }))
  if (view.conditions !== null && view.missing.length === 0) return null
  const text = () => {
    if (view.conditions !== null) return t('users.views.missing', { values })
    return values === '' ? t('users.views.unreadable') : t('users.views.lost', { values })
  }
  return <Caption1 className={styles.fault}>{text()}</Caption1>
}

type SaveButtonProps = { readonly onPress: () => void; readonly button: Ref<HTMLButtonElement> }

function SaveButton({ onPress, button }: SaveButtonProps) {
  const { t } = useWords()
  const styles = useStyles()
  const whyNot = useWhyNot('users.manage')
  const save = (
    <Button
      ref={button}
      className={styles.save}
      icon={<SaveRegular />}
      disabledFocusable={whyNot !== null}
      onClick={onPress}
    >
      {t('users.views.save')}
    </Button>
  )
  if (whyNot === null) return save
  return (
    <Tooltip content={whyNot} relationship="description">
      {save}
    </Tooltip>
  )
}
