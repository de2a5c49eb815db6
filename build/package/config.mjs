import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../setup.mjs'
import { signFile } from './sign.mjs'
import { fileName } from './targets.mjs'

/** Keydesk's languages, which the installer has words in; Electron has its English by region. */
function languages() {
  const codes = readdirSync(join(here, 'installer', 'texts')).map((file) => file.replace('.nsh', ''))
  return codes.map((code) => (code === 'en' ? 'en-US' : code))
}

/** A name that electron-builder replaces. */
const macro = (name) => `$\{${name}}`

const here = join(root, 'build', 'package')

/** What electron-builder is told for one target; `environment` decides about signing, nothing else. */
export function packConfig(target, { staged, output, electron, environment }) {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8'))
  const hasNotarisation = Boolean(
    environment.APPLE_API_KEY && environment.APPLE_API_KEY_ID && environment.APPLE_API_ISSUER,
  )
  return {
    appId: 'Keydesk.Desktop',
    productName: 'Keydesk',
    copyright: 'MIT licence',
    electronVersion: version,
    ...(electron ? { electronDist: electron } : {}),
    directories: { output, buildResources: here },
    // Each target is laid out for itself, so that everything in the two folders belongs in, and nothing else does.
    files: ['**/*', '!modules{,/**}', { from: join(staged, 'app', 'modules'), to: 'node_modules' }],
    extraResources: [{ from: join(staged, 'resources'), to: '.' }],
    asar: { smartUnpack: false },
    asarUnpack: ['modules/**'],
    npmRebuild: false,
    publish: null,
    electronLanguages: languages(),
    electronFuses: fuses,
    win: {
      target: 'dir',
      icon: join(here, 'icons', 'icon.ico'),
      ...(environment.KEYDESK_SIGN_WINDOWS
        ? { signtoolOptions: { signingHashAlgorithms: ['sha256'], sign: ({ path }) => signFile(path, environment) } }
        : {}),
    },
    mac: {
      target: [{ target: 'dmg' }, { target: 'zip' }],
      icon: join(here, 'icons', 'icon.icns'),
      category: 'public.app-category.business',
      minimumSystemVersion: '13.0',
      hardenedRuntime: true,
      gatekeeperAssess: false,
      entitlements: join(here, 'entitlements.plist'),
      entitlementsInherit: join(here, 'entitlements.plist'),
      notarize: hasNotarisation,
      // Without a certificate the program is sealed by itself, because a Mac with an Apple chip runs nothing else.
      ...(environment.CSC_LINK ? {} : { identity: '-' }),
    },
    dmg: {
      title: 'Keydesk',
      contents: [
        { x: 130, y: 150 },
        { x: 410, y: 150, type: 'link', path: '/Applications' },
      ],
    },
    linux: {
      target: 'dir',
      executableName: 'Keydesk',
      icon: join(here, 'icons', 'icon.png'),
      category: 'Office',
      maintainer: 'Keydesk',
    },
    artifactName: fileName(target, macro('version'), macro('ext')),
  }
}

/** What Electron's program can't be talked into any more, because it is switched off in its file. */
export const fuses = {
  runAsNode: false,
  // No cookies are kept.
  enableCookieEncryption: false,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
}
