import {
  Body1,
  Caption1,
  Caption1Strong,
  Dialog,
  DialogSurface,
  Input,
  makeStyles,
  mergeClasses,
  tokens,
} from '@fluentui/react-components'
import { SearchRegular } from '@fluentui/react-icons'
import { Fragment, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useWords } from '../base/words/words.ts'
import { afterDialog } from '../ui/after-dialog.ts'
import { useFocusReturn } from '../ui/focus-return.ts'
import { type Command, found, groups } from './commands.ts'
import { type PersonRuns, usePeople } from './use-people.ts'

const useStyles = makeStyles({
  surface: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    boxSizing: 'border-box',
    maxWidth: '600px',
    maxHeight: 'min(560px, 80vh)',
    marginTop: '10vh',
    padding: tokens.spacingHorizontalM,
  },
  list: { overflowY: 'auto', minHeight: 0, margin: 0, padding: 0 },
  group: { display: 'block', padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS} 0` },
  option: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'pointer',
    overflowWrap: 'anywhere',
    border: `${tokens.strokeWidthThin} solid transparent`,
  },
  active: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStrokeAccessible}`,
    '@media (forced-colors: active)': {
      backgroundColor: 'Highlight',
      color: 'HighlightText',
      forcedColorAdjust: 'none',
    },
  },
  detail: { color: 'inherit' },
})

export type PaletteProps = PersonRuns & {
  readonly commands: readonly Command[]
  readonly onClose: () => void
}

/** People, pages, settings and commands by their names, with the keyboard alone: type, choose with the arrows, press Enter. */
export function Palette({ commands, onClose, ...people }: PaletteProps) {
  const { t } = useWords()
  const styles = useStyles()
  const [search, setSearch] = useState('')
  const [activeKey, setActiveKey] = useState<string | null>(null)
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  useFocusReturn(true)
  const { commands: persons, isSettled } = usePeople(search, people)
  // Enter was pressed before the people of the search were there.
  const [isWaiting, setWaiting] = useState(false)
  const shown = [...persons, ...found(commands, search)]
  const at = Math.max(
    0,
    shown.findIndex(({ key }) => key === activeKey),
  )
  const active = shown[at]
  const optionId = (index: number) => `${id}-${index}`
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  })
  const run = (command: Command | undefined) => {
    if (command === undefined) return
    onClose()
    afterDialog(command.run)
  }
  useEffect(() => {
    if (!isWaiting || !isSettled) return
    setWaiting(false)
    run(active)
  })
  const move = (steps: number) => {
    setWaiting(false)
    setActiveKey(shown[(at + steps + shown.length) % shown.length]?.key ?? null)
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    else if (event.key === 'Enter' && activeKey === null && !isSettled) setWaiting(true)
    else if (event.key === 'Enter') run(active)
    else return
    event.preventDefault()
  }
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface className={styles.surface} aria-label={t('palette.title')}>
        <Input
          autoFocus
          role="combobox"
          aria-label={t('palette.title')}
          aria-expanded={shown.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={active === undefined ? undefined : optionId(at)}
          placeholder={t('palette.placeholder')}
          contentBefore={<SearchRegular />}
          spellCheck={false}
          autoComplete="off"
          maxLength={200}
          value={search}
          onChange={(_, data) => {
            setSearch(data.value)
            setActiveKey(null)
            setWaiting(false)
          }}
          onKeyDown={press}
        />
        <div ref={list} id={`${id}-list`} role="listbox" aria-label={t('palette.results')} className={styles.list}>
          {groups.map((group) => (
            <Fragment key={group}>
              {shown.some((command) => command.group === group) && (
                <Caption1Strong className={styles.group} role="presentation">
                  {t(`palette.groups.${group}`)}
                </Caption1Strong>
              )}
              {shown.map((command, index) =>
                command.group !== group ? null : (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, which keeps the focus
                  // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active option
                  <div
                    key={command.key}
                    id={optionId(index)}
                    role="option"
                    aria-selected={index === at}
                    className={mergeClasses(styles.option, index === at && styles.active)}
                    onMouseMove={() => setActiveKey(command.key)}
                    onClick={() => run(command)}
                  >
                    <Body1>{command.label}</Body1>
                    {command.detail !== undefined && <Caption1 className={styles.detail}>{command.detail}</Caption1>}
                  </div>
                ),
              )}
            </Fragment>
          ))}
        </div>
        <Caption1 role="status">
          {!isSettled ? '' : shown.length === 0 ? t('palette.nothing') : t('palette.found', { count: shown.length })}
        </Caption1>
      </DialogSurface>
    </Dialog>
  )
}
