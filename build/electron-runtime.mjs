import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { node24, root } from './setup.mjs'

const electron = join(root, 'node_modules', 'electron')

/** The Electron program if its runtime is on this machine, else null. npm installs Electron without its runtime. */
export function findElectron() {
  try {
    const name = readFileSync(join(electron, 'path.txt'), 'utf8')
    const program = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(electron, 'dist'), name)
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

/** Runs Electron's own installer for the runtime; answers with the path of the program, or with the reason why there is none within the limit. */
export async function fetchElectron(limitMilliseconds) {
  const found = findElectron()
  if (found) return { program: found }
  const installer = join(electron, 'install.js')
  if (!existsSync(installer)) return { fault: 'the package electron is not installed' }
  const fault = await runInstaller(installer, limitMilliseconds)
  const program = findElectron()
  return program ? { program } : { fault }
}

function runInstaller(installer, limitMilliseconds) {
  return new Promise((resolve) => {
    const env = { ...process.env, ELECTRON_GET_NO_PROGRESS: '1' }
    const child = spawn(node24(), [installer], { env, stdio: ['ignore', 'ignore', 'pipe'] })
    let words = ''
    const timer = setTimeout(() => {
      child.kill()
      resolve('its download takes long; fetch it once with: node build/electron-runtime.mjs')
    }, limitMilliseconds)
    child.stderr.on('data', (chunk) => {
      words += chunk
    })
    child.on('error', (error) => resolve(error.message))
    child.on('close', () => {
      clearTimeout(timer)
      resolve(reasonFrom(words))
    })
  })
}

/** The one line of an installer's output that says what went wrong. */
export function reasonFrom(words) {
  const line = words.split('\n').find((text) => /error/i.test(text)) ?? ''
  const reason = line.replace(/^\s*\w*Error: /, '').trim()
  return reason ? `its download failed: ${reason.slice(0, 120)}` : 'its download failed'
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const result = await fetchElectron(600_000)
  process.stdout.write(`${result.program ?? result.fault}\n`)
  process.exitCode = result.program ? 0 : 1
}
