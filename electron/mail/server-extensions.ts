import type { SMTPTransportOptions } from 'nodemailer/lib/smtp-transport/index.js'

/**
 * What a mail server announces in its answer to EHLO, such as SMTPUTF8, asked on a connection of its own before a login: the library sends an address of any
 * alphabet to every server (RFC 6531 forbids that), and tells the extensions only to a method of logging in.
 */
export async function serverExtensions(server: SMTPTransportOptions, signal: AbortSignal): Promise<readonly string[]> {
  const { createTransport } = await import('nodemailer')
  let announced: readonly string[] | null = null
  const transport = createTransport({
    ...server,
    auth: { type: 'custom', user: '', method: 'LOOK' },
    forceAuth: true,
    customAuth: {
      LOOK: ({ extensions, reject }) => {
        announced = extensions
        reject('Only asked for its extensions.')
      },
    },
  })
  try {
    await transport.sendMail({ envelope: { from: '', to: ['nobody@keydesk.invalid'] }, text: '', signal })
  } catch (error) {
    if (announced === null) throw error
  }
  return announced ?? []
}
