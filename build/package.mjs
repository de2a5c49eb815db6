import { runOnNode24, setUp } from './setup.mjs'

// `npm run package -- --target NAME` packs Keydesk; what it makes lies in release/.
setUp()
process.exitCode = await runOnNode24('build/package/pack.mjs', process.argv.slice(2))
