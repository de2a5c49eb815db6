import util from 'node:util'
import { fetchElectron, findElectron, windowFault } from './electron-runtime.mjs'
import { build, fail, heapFlags, node24, root, run, runOnNode24, setUp, viteWatch } from './setup.mjs'

const usage = `Usage: npm start -- [options]
  --browser        open Keydesk in the browser, without the desktop window
  --demo           a made-up organisation in a fresh temporary data folder
  --port N         the browser door's port on 127.0.0.1
  --no-open        don't open the browser, only print the address
  --data-dir DIR   another data folder
  --dev            build and start again whenever a source changes`

const options = {
  browser: { type: 'boolean' },
  demo: { type: 'boolean' },
  port: { type: 'string' },
  'no-open': { type: 'boolean' },
  'data-dir': { type: 'string' },
  dev: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
}

/** The options as given, or null after saying what is wrong with them. */
function readOptions(args) {
  try {
    const { values } = util.parseArgs({ args, options, strict: true })
    const port = values.port === undefined ? 0 : Number(values.port)
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new Error(`--port ${values.port} is not a port number.`)
    return values
  } catch (error) {
    process.stderr.write(`${error.message}\n${usage}\n`)
    return null
  }
}

/** The options that are passed on to the door. */
function doorArguments(values) {
  return [
    ...(values.demo ? ['--demo'] : []),
    ...(values.port === undefined ? [] : ['--port', values.port]),
    ...(values['no-open'] ? ['--no-open'] : []),
    ...(values['data-dir'] === undefined ? [] : ['--data-dir', values['data-dir']]),
  ]
}

/** Runs the desktop window and answers with its exit status; null where no window can open, after saying why. */
async function desktop(args) {
  const fault = windowFault()
  const runtime = fault ? { fault } : await fetchElectron({ limit: 11_000 })
  if (runtime.isComing) return sayComing(runtime.percent)
  if (!runtime.program) return sayBrowser(runtime.fault)
  if (!(await build('main'))) return sayBrowser('its main program could not be built')
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0
  if (isRoot)
    process.stderr.write('Started as root: Electron runs without its sandbox. Use an ordinary account for real work.\n')
  const { ELECTRON_RUN_AS_NODE, ...env } = process.env
  const flags = [...(isRoot ? ['--no-sandbox'] : []), `--js-flags=${heapFlags.join(' ')}`]
  const status = await run(runtime.program, [...flags, root, ...args], { cwd, env }).catch(() => 127)
  return status === 127 ? sayBrowser('it does not start on this system') : status
}

function sayBrowser(reason) {
  process.stderr.write(`The Electron runtime could not be had (${reason}), so Keydesk opens in the browser.\n`)
  return null
}

/** Says that the window comes later, and once more when it is there. */
function sayComing(percent) {
  const share = percent === null ? '' : `, ${percent} % of it so far`
  process.stderr.write(
    `The window's runtime is being downloaded${share}. That goes on by itself; Keydesk opens in the browser meanwhile, and in its window next time.\n`,
  )
  const look = setInterval(() => {
    if (findElectron() === null) return
    clearInterval(look)
    process.stderr.write("The window's runtime is there: the next npm start opens the window.\n")
  }, 2000)
  look.unref()
  return null
}

async function browser(args) {
  return runOnNode24((await build('main')) ? 'dist/main/browser.js' : 'electron/browser.ts', args, { cwd })
}

/** Vite builds again on each change of a screen, Node starts the door again on each change of what it imports. */
async function develop(args) {
  // A fixed port, so that the address stays the same after every restart.
  const fixed = values.port === undefined ? ['--port', '4180'] : []
  const vite = run(node24(), viteWatch('renderer'))
  const door = run(node24(), ['--watch', '--watch-preserve-output', `${root}/electron/browser.ts`, ...fixed, ...args], {
    cwd,
  })
  return Promise.race([vite, door])
}

const cwd = process.env.INIT_CWD ?? process.cwd()
const values = readOptions(process.argv.slice(2))
if (values === null) process.exit(2)
if (values.help) {
  process.stdout.write(`${usage}\n`)
  process.exit(0)
}
setUp()
const args = doorArguments(values)
if (!(await build('renderer'))) fail('The screens could not be built; Vite says why above.')
process.exitCode = values.dev
  ? await develop(args)
  : ((values.browser ? null : await desktop(args)) ?? (await browser(args)))
