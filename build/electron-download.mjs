import { spawn } from 'node:child_process'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { reasonFrom } from './electron-runtime.mjs'

// Started by electron-runtime.mjs and then on its own: it downloads Electron's runtime into Electron's cache, unpacks it from there, and notes
// in state.json every half second how far it is.

const [folder = '', place = '', patience = ''] = process.argv.slice(2)
const require = createRequire(join(folder, 'install.js'))
const { downloadArtifact } = require('@electron/get')
const { version } = require('./package.json')
const parts = join(place, String(process.pid))
const stop = new AbortController()
let progress = { step: 'asking', received: 0, total: null }
let heardAt = Date.now()

function note(fault) {
  // Whoever looks meanwhile reads the old state or the new one, never half of one.
  const file = join(place, `state-${process.pid}.json`)
  writeFileSync(file, JSON.stringify({ ...progress, fault, pid: process.pid, at: Date.now() }))
  renameSync(file, join(place, 'state.json'))
}

/** Without a folder to note in, as after an installation of the packages, the download has no place either. */
function noteOrEnd() {
  try {
    note()
  } catch {
    stop.abort(new Error('its folder is gone'))
  }
}

async function download() {
  await downloadArtifact({
    version,
    artifactName: 'electron',
    cacheRoot: process.env.electron_config_cache,
    checksums: process.env.electron_use_remote_checksums ? undefined : require('./checksums.json'),
    platform: process.env.npm_config_platform || process.platform,
    arch: process.env.npm_config_arch || process.arch,
    tempDirectory: parts,
    downloadOptions: {
      signal: stop.signal,
      quiet: true,
      getProgressCallback: async ({ transferred, total }) => {
        progress = { step: 'receiving', received: transferred, total }
        heardAt = Date.now()
      },
    },
  })
}

/** Electron's own installer unpacks what is in the cache by then. */
function unpack() {
  progress = { ...progress, step: 'unpacking' }
  const child = spawn(process.execPath, [join(folder, 'install.js')], { stdio: ['ignore', 'ignore', 'pipe'] })
  let words = ''
  child.stderr.on('data', (chunk) => {
    words += chunk
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status) => (status === 0 ? resolve() : reject(new Error(words))))
  })
}

process.on('SIGTERM', () => stop.abort(new Error('it was stopped')))
const beat = setInterval(() => {
  noteOrEnd()
  const isSilent = progress.step === 'receiving' && Date.now() - heardAt > Number(patience)
  if (isSilent) stop.abort(new Error('its server has stopped sending'))
}, 500)

try {
  mkdirSync(parts, { recursive: true })
  note()
  await download()
  await unpack()
} catch (error) {
  const reason = stop.signal.aborted ? stop.signal.reason : (error.cause ?? error)
  try {
    note(reasonFrom(`Error: ${reason.message ?? reason}`))
  } catch {
    // Nobody can be told.
  }
  process.exitCode = 1
} finally {
  clearInterval(beat)
  rmSync(parts, { recursive: true, force: true, maxRetries: 5 })
  if (process.exitCode !== 1) rmSync(join(place, 'state.json'), { force: true })
}
