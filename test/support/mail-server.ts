import type { SMTPServerOptions } from 'smtp-server'
import { onTestFinished } from 'vitest'
import { openMailServer } from './open-mail-server.ts'

export { type Arrived, account, certificate, codeIn, settingsFor } from './open-mail-server.ts'

/** A real SMTP server on 127.0.0.1 for as long as one test runs. */
export async function startMailServer(options: SMTPServerOptions & { port?: number } = {}) {
  const opened = await openMailServer(options)
  onTestFinished(opened.close)
  return opened
}
