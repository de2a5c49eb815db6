import type { App, BrowserWindow, ContextMenuParams, Menu, MenuItemConstructorOptions } from 'electron'
import type { Translate } from '../../shared/i18n/i18n.ts'
import { isForUsers } from './developer.ts'
import type { SpokenLanguage } from './spoken-language.ts'

type Options = { readonly t: Translate; readonly platform: NodeJS.Platform; readonly isPackaged: boolean }
type Items = MenuItemConstructorOptions[]

type Deps = Pick<Options, 'platform'> & {
  readonly language: Pick<SpokenLanguage, 'words' | 'onChoice'>
  readonly Menu: Pick<typeof Menu, 'setApplicationMenu' | 'buildFromTemplate'>
  readonly app: Pick<App, 'getVersion' | 'isPackaged' | 'setAboutPanelOptions'>
  readonly window: BrowserWindow
}

const separator = { type: 'separator' } as const

/** Gives the app its menu bar, its About panel and the window its right-click menu, and the menu bar anew when another language is chosen. */
export function installMenus({ Menu, app, window, language, platform }: Deps): void {
  const setMenu = () => {
    const { t } = language.words()
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate({ t, platform, isPackaged: isForUsers(app) })))
    app.setAboutPanelOptions({ applicationName: t('app.name'), applicationVersion: app.getVersion() })
  }
  setMenu()
  language.onChoice(setMenu)
  window.webContents.on('context-menu', (_event, params) => {
    const items = contextMenuTemplate(language.words().t, params)
    if (items.length > 0) Menu.buildFromTemplate(items).popup({ window })
  })
}

/** The menu bar: Electron's own roles with labels of Keydesk's own, because Electron's are English everywhere. */
export function menuTemplate({ t, platform, isPackaged }: Options): Items {
  const isMac = platform === 'darwin'
  return [
    isMac ? macAppMenu(t) : { label: t('desktop.fileMenu'), submenu: [{ role: 'quit', label: t('desktop.exit') }] },
    { label: t('desktop.editMenu'), submenu: editItems(t) },
    { label: t('desktop.viewMenu'), submenu: viewItems(t, isPackaged) },
    isMac ? macWindowMenu(t) : { label: t('desktop.windowMenu'), submenu: windowItems(t) },
    ...(isMac ? [] : [{ label: t('desktop.helpMenu'), submenu: [aboutItem(t)] }]),
  ]
}

/** The menu of the right mouse button, which Electron leaves to the app: only where there is something to edit or copy. */
export function contextMenuTemplate(t: Translate, params: Pick<ContextMenuParams, 'isEditable' | 'editFlags'>): Items {
  const { canCut, canCopy, canPaste, canSelectAll } = params.editFlags
  if (!params.isEditable) return canCopy ? [{ role: 'copy', label: t('desktop.copy') }] : []
  return [
    { role: 'cut', label: t('desktop.cut'), enabled: canCut },
    { role: 'copy', label: t('desktop.copy'), enabled: canCopy },
    { role: 'paste', label: t('desktop.paste'), enabled: canPaste },
    separator,
    { role: 'selectAll', label: t('desktop.selectAll'), enabled: canSelectAll },
  ]
}

function macAppMenu(t: Translate): MenuItemConstructorOptions {
  return {
    label: t('app.name'),
    submenu: [
      aboutItem(t),
      separator,
      { role: 'hide', label: t('desktop.hide') },
      { role: 'hideOthers', label: t('desktop.hideOthers') },
      { role: 'unhide', label: t('desktop.showAll') },
      separator,
      { role: 'quit', label: t('desktop.quit') },
    ],
  }
}

function editItems(t: Translate): Items {
  return [
    { role: 'undo', label: t('desktop.undo') },
    { role: 'redo', label: t('desktop.redo') },
    separator,
    { role: 'cut', label: t('desktop.cut') },
    { role: 'copy', label: t('desktop.copy') },
    { role: 'paste', label: t('desktop.paste') },
    { role: 'selectAll', label: t('desktop.selectAll') },
  ]
}

function viewItems(t: Translate, isPackaged: boolean): Items {
  // Reloading signs the person out, because the session lives in the page's memory: it is for developers.
  const forDevelopers: Items = [
    separator,
    { role: 'reload', label: t('desktop.reload') },
    { role: 'toggleDevTools', label: t('desktop.developerTools') },
  ]
  return [
    { role: 'resetZoom', label: t('desktop.actualSize') },
    { role: 'zoomIn', label: t('desktop.zoomIn') },
    // Where + needs Shift, Ctrl with the key alone must zoom as well.
    { role: 'zoomIn', label: t('desktop.zoomIn'), accelerator: 'CommandOrControl+=', visible: false },
    { role: 'zoomOut', label: t('desktop.zoomOut') },
    separator,
    { role: 'togglefullscreen', label: t('desktop.fullScreen') },
    ...(isPackaged ? [] : forDevelopers),
  ]
}

function windowItems(t: Translate): Items {
  return [
    { role: 'minimize', label: t('desktop.minimize') },
    { role: 'close', label: t('desktop.closeWindow') },
  ]
}

function macWindowMenu(t: Translate): MenuItemConstructorOptions {
  const macOnly: Items = [
    { role: 'zoom', label: t('desktop.zoomWindow') },
    separator,
    { role: 'front', label: t('desktop.bringToFront') },
  ]
  return { role: 'window', label: t('desktop.windowMenu'), submenu: [...windowItems(t), ...macOnly] }
}

function aboutItem(t: Translate): MenuItemConstructorOptions {
  return { role: 'about', label: t('desktop.about') }
}
