import { isBuilt, runOnNode24, setUp } from './setup.mjs'

// npm changes into the project's folder, but file names on the command line are relative to the folder in which the person typed them.
const cwd = process.env.INIT_CWD ?? process.cwd()
setUp()
// Runs the built program where there is one, because it starts twice as fast; otherwise the sources, so that nobody waits for a build.
process.exitCode = await runOnNode24(isBuilt('main') ? 'dist/main/cli.js' : 'electron/cli.ts', process.argv.slice(2), {
  cwd,
})
