import { describe, expect, test } from 'vitest'
import { contextMenuTemplate, menuTemplate } from '../../../electron/desktop/menu.ts'
import { createWords } from '../../../shared/i18n/i18n.ts'
import { defaultLanguage, languages } from '../../../shared/languages.ts'
import { samplesOf } from '../../support/language-samples.ts'

type Item = Electron.MenuItemConstructorOptions
type Platform = 'win32' | 'darwin' | 'linux'

const { t } = createWords('en')
const template = (platform: Platform, isPackaged = true, translate = t) =>
  menuTemplate({ t: translate, platform, isPackaged })
const items = (menu: Item | undefined) => (menu?.submenu ?? []) as Item[]
const roles = (menu: Item | undefined) => items(menu).flatMap((item) => item.role ?? [])
const labels = (menu: Item[]) => menu.map((item) => item.label)
const all = (menu: readonly Item[]): Item[] => menu.flatMap((item) => [item, ...all(items(item))])

describe.each(['win32', 'linux'] as const)('on %s', (platform) => {
  test('the menus are File, Edit, View, Window and Help', () => {
    const menu = template(platform)
    expect(labels(menu)).toEqual(['File', 'Edit', 'View', 'Window', 'Help'])
    expect(roles(menu[0])).toEqual(['quit'])
    expect(roles(menu[3])).toEqual(['minimize', 'close'])
    expect(roles(menu[4])).toEqual(['about'])
  })
})

test('on macOS the app menu holds About, Hide and Quit, and Window the rest that people expect there', () => {
  const menu = template('darwin')
  expect(labels(menu)).toEqual(['Keydesk', 'Edit', 'View', 'Window'])
  expect(roles(menu[0])).toEqual(['about', 'hide', 'hideOthers', 'unhide', 'quit'])
  expect(menu[3]?.role).toBe('window')
  expect(roles(menu[3])).toEqual(['minimize', 'close', 'zoom', 'front'])
})

describe.each(['win32', 'darwin', 'linux'] as const)('on %s', (platform) => {
  test('Edit copies and pastes and View zooms, with both keys that people press for it', () => {
    const [, edit, view] = template(platform)
    expect(roles(edit)).toEqual(['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll'])
    expect(roles(view)).toEqual(['resetZoom', 'zoomIn', 'zoomIn', 'zoomOut', 'togglefullscreen'])
    expect(items(view).find((item) => item.visible === false)?.accelerator).toBe('CommandOrControl+=')
  })

  test('reload and developer tools are there only while not packaged', () => {
    expect(roles(template(platform, false)[2])).toEqual(expect.arrayContaining(['reload', 'toggleDevTools']))
    expect(all(template(platform)).flatMap((item) => item.role ?? [])).not.toContain('toggleDevTools')
  })

  test('every item has words of its own and does nothing but its role', () => {
    for (const item of all(template(platform, false))) {
      if (item.type === 'separator') continue
      expect(item.label, item.role).toBeTruthy()
      expect(item.click).toBeUndefined()
    }
  })

  test.each(languages.filter((language) => language !== defaultLanguage))(
    'no label of the menu is English in %s',
    (language) => {
      const english = new Set(labels(all(template(platform, false))))
      const translated = labels(all(template(platform, false, createWords(language).t)))
      const same = translated.filter((label) => label && english.has(label) && label !== 'Keydesk')
      expect(same).toEqual(platform === 'darwin' ? samplesOf[language].sameInMenu : [])
    },
  )
})

const can = {
  canCut: true,
  canCopy: true,
  canPaste: true,
  canSelectAll: true,
  canUndo: true,
  canRedo: true,
  canDelete: true,
  canEditRichly: false,
}

test('the right mouse button offers cut, copy and paste in a field', () => {
  const menu = contextMenuTemplate(t, { isEditable: true, editFlags: can })
  expect(menu.flatMap((item) => item.role ?? [])).toEqual(['cut', 'copy', 'paste', 'selectAll'])
})

test('a password field can be pasted into and not copied from', () => {
  const menu = contextMenuTemplate(t, { isEditable: true, editFlags: { ...can, canCut: false, canCopy: false } })
  const enabled = menu.flatMap((item) => (item.enabled && item.role ? [item.role] : []))
  expect(enabled).toEqual(['paste', 'selectAll'])
})

test('selected text can be copied, and elsewhere there is no menu', () => {
  expect(contextMenuTemplate(t, { isEditable: false, editFlags: can }).map((item) => item.role)).toEqual(['copy'])
  expect(contextMenuTemplate(t, { isEditable: false, editFlags: { ...can, canCopy: false } })).toEqual([])
})
