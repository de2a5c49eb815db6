import { posix } from 'node:path'
import type { Import, SourceFile } from './source-file.ts'

// Rooms of electron/ that are no slice: borders, foundations, and the demo, which fills a whole organisation.
const notSlices = ['codes', 'command-line', 'db', 'demo', 'desktop', 'doors', 'language', 'rpc']
/** Rooms of renderer/ that slices and frames build on. `own` holds the pages of both doors; whoever shows them hands them a client. */
const commonRooms = ['base', 'ui', 'own']
/** What the small pieces of `ui` know of `base`: words, looks, and a call with its failure; no client and no session. */
const knownToUi = ['api-errors', 'confirmation', 'theme', 'unsaved', 'use-action', 'words/errors', 'words/words']

type Verdict = string | null
type Judge = (path: string, one: Import, target: string) => Verdict

/** Every import of a file that the table of the house's plan, section 3, does not allow. */
export function importFaults({ path, imports }: SourceFile): readonly string[] {
  return imports.flatMap((one) => {
    const target = one.specifier.startsWith('.') ? posix.join(posix.dirname(path), one.specifier) : one.specifier
    const judge = judgeOf(path)
    const fault = judge && (everywhere(path, one) ?? judge(path, one, target))
    return fault === null ? [] : [`${path} imports ${one.specifier}: ${fault}`]
  })
}

function judgeOf(path: string): Judge | null {
  if (path.startsWith('shared/')) return inShared
  if (path.startsWith('renderer/')) return inRenderer
  if (path.startsWith('electron/')) return inElectron
  return null
}

const isLocal = (target: string) => /^(shared|electron|renderer|build|test)\//.test(target)
const within = (target: string, ...folders: readonly string[]) =>
  folders.some((folder) => target.startsWith(`${folder}/`))

/** Rules about single packages, wherever the file is. */
function everywhere(path: string, { specifier }: Import): Verdict {
  const isDesktop = within(path, 'electron/desktop') || path === 'electron/main.ts'
  if (specifier === 'electron' && !isDesktop) return 'only electron/desktop and main.ts know Electron'
  if (specifier === 'electron-store' && !within(path, 'electron/desktop'))
    return 'preferences belong to electron/desktop'
  return specifier.startsWith('@orpc/') ? orpc(path, specifier) : null
}

/** The admin's client, the portal's, and what both say of a failed call. */
const clients = ['renderer/base/api.ts', 'renderer/base/api-errors.ts', 'renderer/portal/portal-api.ts']

function orpc(path: string, specifier: string): Verdict {
  const isContract = specifier === '@orpc/contract'
  if (path === 'shared/operation.ts' || path === 'shared/contract.ts')
    return isContract ? null : 'the contract runs anywhere'
  if (within(path, 'electron/rpc', 'electron/doors')) return null
  return clients.includes(path) ? null : 'only the borders speak oRPC'
}

function inShared(path: string, { specifier }: Import, target: string): Verdict {
  if (specifier.startsWith('.')) return within(target, 'shared') ? null : 'shared knows nothing of the two sides'
  const isWordsLibrary = specifier === 'i18next' && within(path, 'shared/i18n')
  return specifier === 'zod' || specifier === '@orpc/contract' || isWordsLibrary
    ? null
    : 'shared runs anywhere, with zod alone'
}

/** One piece draws every table, `ui/data-table`; the grid of users is virtual and has cells of its own. */
function tableFault(path: string, { specifier, names }: Import): Verdict {
  const isOwn = within(path, 'renderer/ui', 'renderer/users/grid')
  const isTable = specifier.startsWith('@fluentui/') && names.some((name) => /^(Table|DataGrid)/.test(name))
  return isTable && !isOwn ? 'tables are made of ui/data-table' : null
}

/** What the portal's page brings to a browser. */
const isAtPortal = (path: string) => ['portal', 'own'].includes(roomOf(path))

function inRenderer(path: string, one: Import, target: string): Verdict {
  const { specifier, names } = one
  if (specifier.startsWith('node:')) return 'screens run in a browser'
  if (!isLocal(target))
    return specifier.startsWith('.') ? 'there is nothing outside the product' : tableFault(path, one)
  if (isAtPortal(path) && names.some((name) => /adminContract/i.test(name))) return 'the portal never meets it'
  if (isAtPortal(path) && target === 'renderer/base/api.ts') return 'the portal has a client of its own'
  if (within(target, 'shared')) {
    const isWords = roomOf(path) !== 'ui' || within(target, 'shared/i18n') || target === 'shared/languages.ts'
    return isWords ? null : 'small pieces know nothing of the product'
  }
  return within(target, 'renderer') ? screenFault(path, target) : 'screens know shared only'
}

/** What an import from another room of the renderer means, of a type as of a value. */
function screenFault(path: string, target: string): Verdict {
  const [own, other] = [roomOf(path), roomOf(target)]
  if (own === other) return null
  if (own === 'base') return 'base is below everything else'
  if (own === 'ui') {
    const isKnown = knownToUi.some((name) => target === `renderer/base/${name}.ts`)
    return isKnown ? null : 'small pieces know words, looks, failures and what is not saved'
  }
  if (commonRooms.includes(other)) return null
  if (own === 'portal') return 'the portal shows none of the admin’s screens'
  if (own === 'app') return other === 'portal' ? 'the two frames do not know each other' : null
  return 'slices of the screen do not know each other, nor the frames'
}

/** The first folder under electron/ or renderer/; empty for a file that lies directly there. */
function roomOf(path: string): string {
  const parts = path.split('/')
  return parts.length > 2 ? (parts[1] ?? '') : ''
}

/** True for a room of electron/ that holds one feature. */
export const isSlice = (room: string) => room !== '' && !notSlices.includes(room)
const isStore = (target: string) => target.endsWith('-store.ts')

function inElectron(path: string, one: Import, target: string): Verdict {
  // The version has one home, and the build puts it into the bundle from there.
  if (path === 'electron/program-version.ts' && target === 'package.json') return null
  if (!isLocal(target)) return one.specifier.startsWith('.') ? 'there is nothing outside the product' : null
  const isPortal = /^electron\/doors\/portal-/.test(path)
  if (isPortal && one.names.some((name) => /adminContract/i.test(name)))
    return 'the portal door does not hold the admin contract'
  if (isPortal && target.includes('/admin-')) return 'the portal door does not know the admin app'
  if (within(target, 'shared')) return null
  if (!within(target, 'electron')) return 'the main process knows shared only'
  if (one.isType || roomOf(path) === roomOf(target)) return null
  return roomFault(path, target)
}

/** What a value import from another room means; types go everywhere. */
function roomFault(path: string, target: string): Verdict {
  if (path === 'electron/services.ts')
    return within(target, 'electron/desktop', 'electron/doors') ? 'doors lead to services' : null
  if (isStore(target)) return "another slice's store"
  const other = roomOf(target)
  if (isSlice(roomOf(path))) {
    const isAllowed = ['codes', 'db', 'language'].includes(other) || target === 'electron/log.ts'
    return isAllowed ? null : 'slices reach each other through services.ts'
  }
  const isBorder = within(path, 'electron/rpc', 'electron/doors')
  // A door may import values of electron/door/door-port.ts, because it implements that port.
  const isPort = target === 'electron/door/door-port.ts'
  return isBorder && isSlice(other) && !isPort ? "only the services' types" : null
}
