import type { App } from 'electron'
import type { Log } from '../log.ts'

/**
 * Keeps a record when a process of Electron dies: the page's, which window.ts loads again, or a helper such as the GPU's. No crash report of
 * the system is made and nothing is sent, because Electron's own reporter is never started.
 */
export function recordGone(app: Pick<App, 'on'>, log: Pick<Log, 'crash'>): void {
  app.on('render-process-gone', (_event, _contents, { reason }) => {
    if (reason !== 'clean-exit') log.crash('window', gone(reason))
  })
  app.on('child-process-gone', (_event, { reason, type }) => {
    // Electron ends helpers that it no longer needs, and says that they were killed.
    if (reason !== 'clean-exit' && reason !== 'killed') log.crash('helper', gone(`${type} ${reason}`))
  })
}

function gone(reason: string): Error {
  return Object.assign(new Error('a process is gone'), { code: reason.toUpperCase().replace(/[^A-Z\d]+/g, '_') })
}
