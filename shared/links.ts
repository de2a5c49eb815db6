import { z } from 'zod'
import { linkRefusal } from './errors.ts'
import { instant, userId } from './ids.ts'
import { operation } from './operation.ts'
import { attempt, attemptState } from './recovery.ts'
import { selection } from './users.ts'

/** The most people who get a link in one call, because their mails are sent one after another. */
export const maximumLinks = 1000
/** How many hours a link works: enough for a mailbox that is read once a day. */
export const linkHours = 24

const person = z.strictObject({ id: userId, username: z.string(), displayName: z.string() })
/** How many of the people who got a link are named; all of them are counted. */
export const maximumNamedLinks = 100

export const sentLinks = z.strictObject({
  count: z.number().int(),
  /** `to` is masked: readers recognise an address that they know, but can't read it off the screen. */
  sent: z.array(person.extend({ to: z.string() })).readonly(),
  refused: z
    .array(z.strictObject({ reason: linkRefusal, count: z.number().int(), people: z.array(person).readonly() }))
    .readonly(),
  endsAt: instant,
})
export type SentLinks = z.infer<typeof sentLinks>

/** Links to the portal, sent by an admin, by which people choose a new password that only they know. */
export const linksContract = {
  /** Why no link can be sent now, to anybody or to one person; null when one can. */
  offer: operation(
    { access: 'admin', permission: 'passwords.reset', isPassive: true },
    z.strictObject({ userId: userId.nullable() }),
    z.strictObject({ refusal: linkRefusal.nullable() }),
  ),
  /**
   * Throws LINK_REFUSED for one person who can't get a link; of several people, those who can't are named. Asks for the own password as a
   * reset does.
   */
  send: operation(
    {
      access: 'admin',
      twoPerson: 'refused',
      permission: 'passwords.reset',
      audit: ['Send password reset link.'],
      mustConfirm: 'when',
    },
    z.strictObject({ selection }),
    sentLinks,
  ),
}

/** 256 random bits in hexadecimal, because mail programs cut a hyphen or an underscore off the end of an address. */
const linkToken = z
  .string()
  .length(64)
  .regex(/^[\da-f]+$/)

/** What a link opens at the portal: the last steps of **Forgot password?**. A mail scanner that follows the link does not use it up. */
export const myLinksContract = {
  /** Throws LINK_GONE, whether a link was used or replaced, has lapsed, or never existed. */
  spend: operation(
    { access: 'anyone', audit: ['Self-service password reset flow activity progress.'] },
    z.strictObject({ token: linkToken }),
    attempt.extend({ state: attemptState, username: z.string() }),
  ),
}
