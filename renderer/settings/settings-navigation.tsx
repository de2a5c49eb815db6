import {
  Button,
  Caption1,
  createFocusOutlineStyle,
  Menu,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  mergeClasses,
  SearchBox,
  tokens,
  useArrowNavigationGroup,
} from '@fluentui/react-components'
import { ChevronDownRegular } from '@fluentui/react-icons'
import { type KeyboardEvent, type MouseEvent, type ReactNode, useId, useMemo, useRef, useState } from 'react'
import { hashWith } from '../base/hash.ts'
import { useMedia } from '../base/theme.ts'
import { useUnsavedPlaces } from '../base/unsaved.ts'
import { useWords } from '../base/words/words.ts'
import { UnsavedMark } from '../ui/unsaved-mark.tsx'
import { placeNameOf, type SettingsEntry, searchSettings, settingsIndex } from './settings-index.ts'
import { isPolicyPlace, type SettingsPlace } from './settings-places.ts'

export const narrow = '(max-width: 900px)'

const useStyles = makeStyles({
  nav: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    flex: '0 0 220px',
    minWidth: 0,
    [`@media ${narrow}`]: { flexDirection: 'row', flexWrap: 'wrap', flex: '0 0 auto' },
  },
  search: { minWidth: 0, [`@media ${narrow}`]: { flex: '1 1 160px' } },
  list: { display: 'flex', flexDirection: 'column', margin: 0, padding: 0, listStyleType: 'none' },
  inner: { marginLeft: tokens.spacingHorizontalM },
  link: {
    display: 'block',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    overflowWrap: 'anywhere',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':active': { backgroundColor: tokens.colorNeutralBackground1Pressed },
    ...createFocusOutlineStyle(),
  },
  item: { position: 'relative' },
  // Beside the link's text and not in it, so that the link keeps its name.
  mark: {
    position: 'absolute',
    top: '50%',
    right: tokens.spacingHorizontalS,
    display: 'inline-flex',
    transform: 'translateY(-50%)',
    pointerEvents: 'none',
  },
  current: { fontWeight: tokens.fontWeightSemibold, backgroundColor: tokens.colorNeutralBackground1Selected },
  found: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  where: { color: tokens.colorNeutralForeground3 },
})

export type SettingsNavigationProps = {
  /** The sections that this person may see. */
  readonly places: readonly SettingsPlace[]
  readonly place: SettingsPlace
  readonly onPlace: (place: SettingsPlace) => void
  /** Opens a section and brings the focus to what was searched for in it. */
  readonly onEntry: (entry: SettingsEntry) => void
}

/** The sections of the settings, and a search over everything in them; a menu in a narrow window. */
export function SettingsNavigation({ places, place, onPlace, onEntry }: SettingsNavigationProps) {
  const { t, language } = useWords()
  const styles = useStyles()
  const isNarrow = useMedia(narrow)
  const [search, setSearch] = useState('')
  const entries = useMemo(() => settingsIndex(t, language, places), [t, language, places])
  const found = searchSettings(entries, search)
  const results = useRef<HTMLUListElement>(null)
  const open = (entry: SettingsEntry) => {
    setSearch('')
    onEntry(entry)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const [first] = found
    if (event.key === 'Enter' && first !== undefined) open(first)
    if (event.key === 'ArrowDown') results.current?.querySelector('a')?.focus()
    if (event.key !== 'Escape' || search === '') return
    event.stopPropagation()
    setSearch('')
  }
  return (
    <nav className={styles.nav} aria-label={t('settings.title')}>
      <SearchBox
        className={styles.search}
        aria-label={t('settings.search')}
        placeholder={t('settings.search')}
        value={search}
        onChange={(_, data) => setSearch(data.value)}
        onKeyDown={onKeyDown}
      />
      {search.trim() !== '' && <Found entries={found} listRef={results} onOpen={open} />}
      {search.trim() === '' && isNarrow && <PlaceMenu {...{ places, place, onPlace }} />}
      {search.trim() === '' && !isNarrow && <PlaceList {...{ places, place, onPlace }} />}
    </nav>
  )
}

type FoundProps = {
  readonly entries: readonly SettingsEntry[]
  readonly listRef: React.RefObject<HTMLUListElement | null>
  readonly onOpen: (entry: SettingsEntry) => void
}

function Found({ entries, listRef, onOpen }: FoundProps) {
  const { t } = useWords()
  const styles = useStyles()
  const arrows = useArrowNavigationGroup({ axis: 'vertical' })
  return (
    <div>
      <Caption1 role="status" className={styles.where}>
        {entries.length === 0 ? t('settings.noneFound') : t('settings.found', { count: entries.length })}
      </Caption1>
      <ul ref={listRef} className={styles.list} {...arrows}>
        {entries.map((entry) => (
          <li key={`${entry.place} ${entry.label}`}>
            <PlaceLink place={entry.place} onOpen={() => onOpen(entry)}>
              <span className={styles.found}>
                {entry.label ?? entry.placeName}
                {entry.label !== null && <Caption1 className={styles.where}>{entry.placeName}</Caption1>}
              </span>
            </PlaceLink>
          </li>
        ))}
      </ul>
    </div>
  )
}

type PlacesProps = Pick<SettingsNavigationProps, 'places' | 'place' | 'onPlace'>

function PlaceList({ places, place, onPlace }: PlacesProps) {
  const { t } = useWords()
  const styles = useStyles()
  const groupId = useId()
  const markId = useId()
  const unsaved = useUnsavedPlaces()
  const item = (one: SettingsPlace) => (
    <li key={one} className={styles.item}>
      <PlaceLink
        place={one}
        isCurrent={one === place}
        description={unsaved.has(one) ? `${markId}-${one}` : undefined}
        onOpen={() => onPlace(one)}
      >
        {placeNameOf(t, one)}
      </PlaceLink>
      {unsaved.has(one) && (
        <span className={styles.mark}>
          <UnsavedMark id={`${markId}-${one}`} />
        </span>
      )}
    </li>
  )
  const policies = places.filter(isPolicyPlace)
  const [firstPolicy = place] = policies
  const [first, ...others] = places.filter((one) => !isPolicyPlace(one))
  return (
    <ul className={styles.list}>
      {first !== undefined && item(first)}
      <li>
        <span id={groupId}>
          <PlaceLink place={firstPolicy} onOpen={() => onPlace(firstPolicy)}>
            {t('settings.policies')}
          </PlaceLink>
        </span>
        <ul aria-labelledby={groupId} className={mergeClasses(styles.list, styles.inner)}>
          {policies.map(item)}
        </ul>
      </li>
      {others.map(item)}
    </ul>
  )
}

type PlaceLinkProps = {
  readonly place: SettingsPlace
  readonly isCurrent?: boolean
  /** The id of the element that describes the link further. */
  readonly description?: string | undefined
  readonly onOpen: () => void
  readonly children: ReactNode
}

function PlaceLink({ place, isCurrent = false, description, onOpen, children }: PlaceLinkProps) {
  const styles = useStyles()
  const go = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    onOpen()
  }
  return (
    <a
      href={hashWith('settings', place)}
      className={mergeClasses(styles.link, isCurrent && styles.current)}
      aria-current={isCurrent ? 'page' : undefined}
      aria-describedby={description}
      onClick={go}
    >
      {children}
    </a>
  )
}

function PlaceMenu({ places, place, onPlace }: PlacesProps) {
  const { t } = useWords()
  const unsaved = useUnsavedPlaces()
  return (
    <Menu
      checkedValues={{ place: [place] }}
      onCheckedValueChange={(_, { checkedItems }) => {
        const chosen = places.find((one) => one === checkedItems[0])
        if (chosen !== undefined) onPlace(chosen)
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button icon={<ChevronDownRegular />} iconPosition="after">
          {t('settings.sectionNow', { section: placeNameOf(t, place) })}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {places.map((one) => (
            <MenuItemRadio
              key={one}
              name="place"
              value={one}
              secondaryContent={unsaved.has(one) ? <UnsavedMark /> : undefined}
            >
              {placeNameOf(t, one)}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
