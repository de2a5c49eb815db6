import { useMay } from '../base/session.ts'
import { useWords } from '../base/words/words.ts'
import type { Command } from '../palette/commands.ts'
import { placeNameOf } from '../settings/settings-index.ts'
import { type SettingsPlace, settingsPlaces } from '../settings/settings-places.ts'
import { usePageNames } from './navigation.tsx'
import type { Page } from './page.ts'
import type { Go } from './page-start.ts'

/** The sections that not every admin sees, by the permission that each needs. */
const guarded: Partial<Record<SettingsPlace, 'settings' | 'vault'>> = {
  directories: 'settings',
  mail: 'settings',
  backup: 'vault',
  recoveryKey: 'vault',
}

type PaletteRuns = {
  readonly pages: readonly Page[]
  readonly go: Go
  readonly openSettings: (place: SettingsPlace) => void
  readonly onLock: () => void
  readonly onSignOut: () => void
  readonly onShortcuts: () => void
}

/** What the palette can go to and do, as far as the signed-in person's roles allow it. */
export function usePaletteCommands(runs: PaletteRuns): readonly Command[] {
  const { pages, go, openSettings, onLock, onSignOut, onShortcuts } = runs
  const { t } = useWords()
  const names = usePageNames()
  const mayManage = useMay('users.manage')
  const may = { settings: useMay('settings.manage'), vault: useMay('vault.manage') }
  const places = pages.includes('settings')
    ? settingsPlaces.filter((place) => guarded[place] === undefined || may[guarded[place]])
    : []
  const action = (key: string, label: string, run: () => void): Command => ({ key, group: 'actions', label, run })
  const users = (key: string, label: string, kind: 'add' | 'import' | 'exportAll') =>
    action(key, label, () => go('users', { users: { task: { kind } } }))
  return [
    ...(mayManage
      ? [
          users('add', t('users.addUser'), 'add'),
          users('import', t('users.importUsers'), 'import'),
          users('export', t('users.exportUsers'), 'exportAll'),
        ]
      : []),
    action('shortcuts', t('app.shortcuts'), onShortcuts),
    action('lock', t('app.lock'), onLock),
    action('signOut', t('sessions.signOut'), onSignOut),
    ...pages.map((page): Command => ({ key: page, group: 'pages', label: names[page], run: () => go(page) })),
    ...places.map(
      (place): Command => ({
        key: `settings ${place}`,
        group: 'settings',
        label: placeNameOf(t, place),
        run: () => openSettings(place),
      }),
    ),
  ]
}
