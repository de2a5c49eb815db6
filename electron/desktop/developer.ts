import type { App } from 'electron'

/** True unless a developer asked for the developer tools: at a lock screen they would let a passer-by record the next password. */
export function isForUsers(app: Pick<App, 'isPackaged'>, args: readonly string[] = process.argv): boolean {
  return app.isPackaged || !args.includes('--dev')
}
