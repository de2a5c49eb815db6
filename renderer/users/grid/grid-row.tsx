// biome-ignore-all lint/a11y/useSemanticElements: rows are placed one by one in a scroll area, which table elements do not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus is in the cells, not in the row
import { mergeClasses } from '@fluentui/react-components'
import { KeyReset20Regular } from '@fluentui/react-icons'
import { memo } from 'react'
import type { RoleHolder } from '../../../shared/rules/role-matrix.ts'
import type { UserRow } from '../../../shared/users.ts'
import { localeOf, type Words } from '../../base/words/words.ts'
import { rolesText, whyNoReset } from '../reset-reason.ts'
import { PasswordStateBadge, SignInBadge } from '../state-badge.tsx'
import type { GridColumn } from './columns.ts'
import type { GridStyles } from './grid-styles.ts'
import { timeLeft } from './time-left.ts'

/** The props that all rows share; the object changes only with language, styles or columns, so that unchanged rows are not rendered again. */
export type RowSetting = {
  readonly words: Words
  readonly styles: GridStyles
  readonly columns: readonly GridColumn[]
  /** The signed-in admin, because a disabled button says why they may not use it. */
  readonly asking: RoleHolder & { readonly userId: number }
  /** The time now in milliseconds, updated each minute. */
  readonly now: number
}

export type GridRowProps = {
  readonly index: number
  /** Undefined while its page is loading. */
  readonly row: UserRow | undefined
  /** Null when only the service can tell. */
  readonly isChosen: boolean | null
  readonly top: number
  /** The column that the keyboard is on, -1 when it is on another row. */
  readonly activeColumn: number
  readonly setting: RowSetting
}

type CellProps = { readonly row: UserRow; readonly setting: RowSetting; readonly tabIndex: number }

function Text({
  text,
  title,
  setting,
}: {
  readonly text: string
  readonly title?: string
  readonly setting: RowSetting
}) {
  return (
    <span className={setting.styles.text} title={title ?? (text === '' ? undefined : text)}>
      {text}
    </span>
  )
}

function KeyButton({ row, setting, tabIndex }: CellProps) {
  const { styles, words } = setting
  const reason = whyNoReset(row, words, setting.asking)
  return (
    <button
      type="button"
      className={mergeClasses(styles.key, reason !== null && styles.keyOff)}
      tabIndex={tabIndex}
      data-act="reset"
      data-tip={reason ?? words.t('passwords.resetPassword')}
      aria-label={words.t('users.resetFor', { name: row.displayName })}
      aria-disabled={reason !== null || undefined}
      aria-description={reason ?? undefined}
    >
      <KeyReset20Regular />
    </button>
  )
}

function Checkbox({ row, setting, tabIndex, isChosen }: CellProps & { readonly isChosen: boolean | null }) {
  return (
    <input
      type="checkbox"
      className={setting.styles.checkbox}
      tabIndex={tabIndex}
      checked={isChosen === true}
      disabled={isChosen === null}
      readOnly
      data-act="toggle"
      aria-label={setting.words.t('users.select', { name: row.displayName })}
    />
  )
}

type WhenProps = { readonly ms: number | null; readonly setting: RowSetting; readonly isCounted?: boolean }

/** A day, or the remaining time where hours matter; the tooltip gives date and time. */
function When({ ms, setting, isCounted = false }: WhenProps) {
  if (ms === null) return null
  const { words, now } = setting
  const text = isCounted ? timeLeft(ms - now, localeOf(words.language)) : words.formatDate(ms)
  return <Text setting={setting} text={text} title={words.formatDateTime(ms)} />
}

function Content({ id, ...props }: CellProps & { readonly id: GridColumn['id']; readonly isChosen: boolean | null }) {
  const { row, setting } = props
  const { words } = setting
  switch (id) {
    case 'select':
      return <Checkbox {...props} />
    case 'displayName':
      return (
        <button
          type="button"
          className={setting.styles.name}
          tabIndex={props.tabIndex}
          data-act="open"
          title={row.displayName}
        >
          {row.displayName}
        </button>
      )
    case 'reset':
      return <KeyButton {...props} />
    case 'passwordState':
      return <PasswordStateBadge state={row.passwordState} words={words} />
    case 'signIn':
      return <SignInBadge isShort status={row.signIn} lockedUntil={row.lockedUntil} words={words} />
    case 'passwordChangedAt':
      return <When ms={row[id]} setting={setting} />
    case 'passwordExpiresAt':
      return <When ms={row[id]} setting={setting} isCounted={row.passwordState === 'temporary'} />
    case 'roles':
      return <Text setting={setting} text={rolesText(row.roles, words)} />
    case 'directory':
      return <Text setting={setting} text={row.directory ?? words.t('users.ownDirectory')} />
    default:
      return <Text setting={setting} text={row[id]} />
  }
}

/** The columns whose control gets the focus instead of the cell. */
const withControl: readonly GridColumn['id'][] = ['select', 'displayName', 'reset']

/** One person's row. The grid handles the clicks (`data-act`), so that a row needs no functions of its own, and is rendered only when it changes. */
export const GridRow = memo(function GridRow({ index, row, isChosen, top, activeColumn, setting }: GridRowProps) {
  const { styles, columns } = setting
  const isActive = activeColumn >= 0
  return (
    <div
      role="row"
      className={mergeClasses(styles.row, isChosen === true && styles.chosen)}
      style={{ top }}
      data-row={index}
      aria-rowindex={index + 2}
      aria-selected={isChosen === true}
    >
      {columns.map(({ id }, column) => {
        const isControl = row !== undefined && withControl.includes(id)
        return (
          <div
            key={id}
            role="gridcell"
            data-column={column}
            className={mergeClasses(styles.cell, (id === 'select' || id === 'reset') && styles.iconCell)}
            tabIndex={!isControl && activeColumn === column ? 0 : -1}
          >
            {row === undefined ? (
              id !== 'select' && id !== 'reset' && <span className={styles.skeleton} />
            ) : (
              <Content id={id} row={row} setting={setting} isChosen={isChosen} tabIndex={isActive ? 0 : -1} />
            )}
          </div>
        )
      })}
    </div>
  )
})
