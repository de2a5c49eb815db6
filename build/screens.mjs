import { findHeadlessShell, installOnDebian } from './chromium.mjs'
import { build, runOnNode24, setUp } from './setup.mjs'

setUp()
if (!process.env.KEYDESK_CHROMIUM && !findHeadlessShell(process.env)) installOnDebian(['chromium-headless-shell'])
const areBuilt = [await build('renderer'), await build('main')].every(Boolean)
process.exitCode = areBuilt ? await runOnNode24('test/support/draw-screens.ts', process.argv.slice(2)) : 1
