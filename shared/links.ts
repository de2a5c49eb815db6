import { z } from 'zod'
import { linkRefusal } from './errors.ts'
import { instant, userId } from './ids.ts'
import { operation } from './operation.ts'
import { attempt, attemptState } from './recovery.ts'
import { selection } from './users.ts'

/** People who get a link in one call: their mails leave one after another. */
export const maximumLinks = 1000
/** Hours that a link works, for a mailbox that is read once a day. */
export const linkHours = 24

const person = z.strictObject({ id: userId, username: z.string(), displayName: z.string() })
/** How many of those who got a link are named; all of them are counted. */
export const maximumNamedLinks = 100

export const sentLinks = z.strictObject({
  count: z.number().int(),
  /** `to` is masked: enough to know the mailbox by, too little to read it off a screen. */
  sent: z.array(person.extend({ to: z.string() })).readonly(),
  refused: z
    .array(z.strictObject({ reason: linkRefusal, count: z.number().int(), people: z.array(person).readonly() }))
    .readonly(),
  endsAt: instant,
})
export type SentLinks = z.infer<typeof sentLinks>

/** Links to the portal by which people choose a new password, sent by an admin: a reset after which only the person knows the password. */
export const linksContract = {
  /** Why no link can go out now: at all, or to one person; null when it can. */
  offer: operation(
    { access: 'admin', permission: 'passwords.reset', isPassive: true },
    z.strictObject({ userId: userId.nullable() }),
    z.strictObject({ refusal: linkRefusal.nullable() }),
  ),
  /** LINK_REFUSED for one person who can't get one; of several, those who can't are named. Asks for the own password as a reset does. */
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

/** 256 random bits in hexadecimal: mail programs cut a hyphen or an underscore off the end of an address. */
const linkToken = z
  .string()
  .length(64)
  .regex(/^[\da-f]+$/)

/** What a link opens at the portal: a run of **Forgot password?**, whose last steps are the wizard's. No request that a mail scanner makes uses it up. */
export const myLinksContract = {
  /** LINK_GONE alike for a link that was used, replaced, has lapsed or never was. */
  spend: operation(
    { access: 'anyone', audit: ['Self-service password reset flow activity progress.'] },
    z.strictObject({ token: linkToken }),
    attempt.extend({ state: attemptState, username: z.string() }),
  ),
}
