import type { App } from 'electron'

/** True unless a developer asked for their tools: at a lock screen they would let a passer-by listen for the next password. */
export function isForUsers(app: Pick<App, 'isPackaged'>, args: readonly string[] = process.argv): boolean {
  return app.isPackaged || !args.includes('--dev')
}
