import { useMay } from '../base/session.ts'
import { useWords } from '../base/words/words.ts'
import type { Command } from '../palette/commands.ts'
import type { SettingsSection } from '../settings/settings-page.tsx'
import { usePageNames } from './navigation.tsx'
import type { Page } from './page.ts'
import type { Go } from './page-start.ts'

type Needed = 'everybody' | 'settings' | 'vault'

/** The seam to the settings: once they have an index of their own, its entries stand here instead of the sections alone. */
const sections: readonly (readonly [SettingsSection, Needed])[] = [
  ['organisation', 'everybody'],
  ['policies', 'everybody'],
  ['directories', 'settings'],
  ['mail', 'settings'],
  ['portal', 'everybody'],
  ['registration', 'everybody'],
  ['backup', 'vault'],
  ['recoveryKey', 'vault'],
  ['about', 'everybody'],
]

type PaletteRuns = {
  readonly pages: readonly Page[]
  readonly go: Go
  readonly openSettings: (section: SettingsSection) => void
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
  const may: Readonly<Record<Needed, boolean>> = {
    everybody: pages.includes('settings'),
    settings: useMay('settings.manage'),
    vault: useMay('vault.manage'),
  }
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
    ...sections.flatMap(([section, needed]): readonly Command[] =>
      may[needed]
        ? [
            {
              ...{ key: `settings ${section}`, group: 'settings' },
              ...{ label: t(`settings.${section}`), run: () => openSettings(section) },
            },
          ]
        : [],
    ),
  ]
}
