import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { downloadFolder, electron, isGoingOn, readDownload } from './download-state.mjs'
import { isMain, node24 } from './setup.mjs'

const script = fileURLToPath(new URL('electron-download.mjs', import.meta.url))
/** What `electron-download-*` holds after so many milliseconds is nobody's any more. */
const leftoverAge = 3_600_000

/** The Electron program if its runtime is on this machine, else null. npm installs Electron without its runtime. */
export function findElectron(folder = electron) {
  try {
    const name = readFileSync(join(folder, 'path.txt'), 'utf8')
    const program = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), name)
    return existsSync(program) ? program : null
  } catch {
    return null
  }
}

/** Why no window can open here, in a few words, or null if one can. */
export function windowFault() {
  const isLinux = process.platform === 'linux'
  return isLinux && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY ? 'this session has no display' : null
}

/**
 * Downloads Electron's runtime in a process of its own, or follows one that is at it already. Answers with the path of the program; where that
 * takes longer than the limit, `{ isComing: true, percent }` if the server has begun to send, because then the download goes on by itself, even
 * when this process ends; else with the fault. `limit` and `patience`, with a server that stops sending, are in milliseconds.
 */
export async function fetchElectron({ limit, patience = 60_000, folder = electron, env = process.env }) {
  const found = findElectron(folder)
  if (found) return { program: found }
  if (!existsSync(join(folder, 'install.js'))) return { fault: 'the package electron is not installed' }
  let child = isGoingOn(readDownload(folder)) ? null : startDownload(folder, env, patience)
  const until = Date.now() + limit
  for (;;) {
    await pause(100)
    const program = findElectron(folder)
    if (program) return { program }
    const noted = readDownload(folder)
    if (noted?.fault !== undefined) return { fault: noted.fault }
    // It may have succeeded since the program was looked for.
    if (child?.hasEnded()) {
      const late = findElectron(folder)
      return late ? { program: late } : { fault: 'its download failed' }
    }
    // The one that was followed has ended without a word, as at a shutdown.
    if (child === null && noted === null) child = startDownload(folder, env, patience)
    if (Date.now() < until) continue
    if (noted !== null && noted.step !== 'asking') return { isComing: true, percent: percentOf(noted) }
    child?.stop()
    return { fault: 'its server does not answer; try again with: node build/electron-runtime.mjs' }
  }
}

/** How much of the runtime is there, in percent; null where the server does not say how large it is. */
function percentOf({ received, total }) {
  return total ? Math.floor((100 * received) / total) : null
}

function startDownload(folder, env, patience) {
  const place = downloadFolder(folder)
  clearLeftovers(folder)
  mkdirSync(place, { recursive: true })
  // Detached, so that it goes on when Keydesk or the terminal is closed meanwhile: a download that is broken off begins at zero again.
  const child = spawn(node24(), [script, folder, place, String(patience)], {
    env: { ...env, ...proxiesOf(env) },
    detached: true,
    windowsHide: true,
    stdio: 'ignore',
  })
  child.on('error', () => {})
  child.unref()
  return {
    hasEnded: () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined,
    stop: () => {
      child.kill()
      clearLeftovers(folder)
    },
  }
}

/** The proxies of the environment or of npm's configuration, and the certificates of the system, which a company's proxy may need. */
export function proxiesOf(env) {
  const https = env.HTTPS_PROXY ?? env.https_proxy ?? env.npm_config_https_proxy ?? env.npm_config_proxy
  const http = env.HTTP_PROXY ?? env.http_proxy ?? env.npm_config_proxy
  const none = env.NO_PROXY ?? env.no_proxy ?? env.npm_config_noproxy
  const proxies = { HTTPS_PROXY: https, HTTP_PROXY: http, NO_PROXY: none }
  const known = Object.fromEntries(Object.entries(proxies).filter(([, value]) => value))
  return { ...known, NODE_USE_ENV_PROXY: '1', NODE_USE_SYSTEM_CA: '1', ELECTRON_GET_NO_PROGRESS: '1' }
}

/** Removes what broken downloads have left: in the folder of the downloads, and in the system's for temporary files by older versions. */
function clearLeftovers(folder) {
  rmSync(downloadFolder(folder), { recursive: true, force: true, maxRetries: 5 })
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const archive = `electron-v${version}-${process.platform}-${process.arch}.zip`
  for (const name of readdirSync(tmpdir()).filter((one) => one.startsWith('electron-download-'))) {
    const place = join(tmpdir(), name)
    // Another program may be downloading Electron at this moment, or another version of it.
    const { mtimeMs } = statSync(join(place, archive), { throwIfNoEntry: false }) ?? {
      mtimeMs: Number.POSITIVE_INFINITY,
    }
    if (Date.now() - mtimeMs > leftoverAge) rmSync(place, { recursive: true, force: true })
  }
}

/** The one line of an installer's output that says what went wrong. */
export function reasonFrom(words) {
  const line = words.split('\n').find((text) => /error/i.test(text)) ?? ''
  const reason = line.replace(/^\s*\w*Error: /, '').trim()
  return reason ? `its download failed: ${reason.slice(0, 120)}` : 'its download failed'
}

if (isMain(import.meta.url)) {
  const result = await fetchElectron({ limit: 3_600_000 })
  process.stdout.write(`${result.program ?? result.fault ?? 'The download goes on.'}\n`)
  process.exitCode = result.program ? 0 : 1
}
