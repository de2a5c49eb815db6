// biome-ignore-all lint/a11y/useSemanticElements: rows are placed one by one in a scroll area, which table elements do not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus is in the cells, not in the row
import { mergeClasses } from '@fluentui/react-components'
import { KeyReset20Regular } from '@fluentui/react-icons'
import { memo } from 'react'
import type { RoleHolder } from '../../../shared/rules/role-matrix.ts'
import type { UserRow } from '../../../shared/users.ts'
import type { Words } from '../../base/words/words.ts'
import { whyNoReset } from '../reset-reason.ts'
import { PasswordStateCell, SignInCell } from '../state-badge.tsx'
import { cellText } from './cell-text.ts'
import type { PlacedColumn } from './column-widths.ts'
import type { GridColumn } from './columns.ts'
import type { GridStyles } from './grid-styles.ts'

/** The props that all rows share; the object changes only with language, styles or columns, so that unchanged rows are not rendered again. */
export type RowSetting = {
  readonly words: Words
  readonly styles: GridStyles
  readonly columns: readonly PlacedColumn[]
  /** The signed-in admin, because a disabled button says why they may not use it. */
  readonly asking: RoleHolder & { readonly userId: number }
  /** The time now in milliseconds, updated each minute. */
  readonly now: number
  /** The height of a row in CSS pixels. */
  readonly rowHeight: number
  /** True where the user name stands below the display name. */
  readonly hasNameBelow: boolean
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

type TextProps = { readonly text: string; readonly tip?: string; readonly setting: RowSetting }

/** `tip` says more than the text; otherwise the text itself is the tooltip where it is cut. */
function Text({ text, tip, setting }: TextProps) {
  return (
    <span className={setting.styles.text} data-cut="" data-tip={tip}>
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

function Name({ row, setting, tabIndex }: CellProps) {
  const { styles } = setting
  const name = (
    <button type="button" className={styles.name} tabIndex={tabIndex} data-act="open" data-cut="">
      {row.displayName}
    </button>
  )
  if (!setting.hasNameBelow) return name
  return (
    <span className={styles.names}>
      {name}
      <span className={styles.below} data-cut="">
        {row.username}
      </span>
    </span>
  )
}

function Content({ id, ...props }: CellProps & { readonly id: GridColumn['id']; readonly isChosen: boolean | null }) {
  const { row, setting } = props
  const { words, styles } = setting
  const text = cellText(id, row, words, setting.now)
  switch (id) {
    case 'select':
      return <Checkbox {...props} />
    case 'displayName':
      return <Name {...props} />
    case 'reset':
      return <KeyButton {...props} />
    case 'passwordState':
      return <PasswordStateCell state={row.passwordState} text={text} />
    case 'signIn':
      // Nearly everybody may sign in: only those who may not are seen, and screen readers are told of each.
      if (row.signIn === 'allowed') return <span className={styles.hidden}>{text}</span>
      return <SignInCell status={row.signIn} lockedUntil={row.lockedUntil} text={text} words={words} />
    case 'passwordChangedAt':
    case 'passwordExpiresAt':
      return row[id] === null ? null : <Text setting={setting} text={text} tip={words.formatDateTime(row[id])} />
    default:
      return <Text setting={setting} text={text} />
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
