import { z } from 'zod'
import { operation } from './operation.ts'
import { windowsDevice } from './rules/local-path.ts'

const nothing = z.strictObject({})

/** Where Keydesk looks for a newer version when an admin asks: nowhere, in a folder, or at an address. */
export const updateSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('off') }),
  /** A full path on this machine or on a share. */
  z.strictObject({ kind: z.literal('folder'), path: z.string().trim().max(1000) }),
  /** The https address of the manifest itself. */
  z.strictObject({ kind: z.literal('address'), url: z.string().trim().max(1000) }),
])
export type UpdateSource = z.infer<typeof updateSource>

/** The file that says what there is, in the folder that is looked in. */
export const manifestName = 'keydesk-update.json'

/** A name without a folder, as it can stand on every system. */
const fileName = z
  .string()
  .regex(/^[A-Za-z0-9](?:[\w.+ -]{0,118}[\w+-])?$/)
  .refine((name) => !windowsDevice.test(name))
const digest = z.string().regex(/^[\da-f]{64}$/)
export const updateFile = z.strictObject({
  name: fileName,
  /** In bytes. */
  size: z.number().int().min(1).max(10_000_000_000),
  sha256: digest,
})
export type UpdateFile = z.infer<typeof updateFile>

/** The contents of the manifest: which version there is, and its files. Whatever else stands in it is refused. */
export const updateManifest = z.strictObject({
  name: z.literal('Keydesk'),
  version: z.string().regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/),
  files: z.array(updateFile).min(1).max(20).readonly(),
})
export type UpdateManifest = z.infer<typeof updateManifest>

/** Why nothing is known of a newer version. */
export const updateFault = z.enum([
  'missing',
  'unreachable',
  'timeout',
  'certificate',
  'redirect',
  'refused',
  'tooLarge',
  'invalid',
])
export type UpdateFault = z.infer<typeof updateFault>

export const updateCheck = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('off') }),
  z.strictObject({ state: z.literal('newest') }),
  z.strictObject({
    state: z.literal('newer'),
    version: z.string(),
    /** The folder or the address where the files lie. */
    where: z.string(),
    files: z.array(updateFile).readonly(),
  }),
  z.strictObject({ state: z.literal('failed'), fault: updateFault }),
])
export type UpdateCheck = z.infer<typeof updateCheck>

const own = { access: 'admin', permission: 'vault.manage' } as const

/** Whether there is a newer Keydesk. Keydesk never installs anything by itself, and asks nobody unless an admin has said where and asks now. */
export const updatesContract = {
  get: operation({ ...own, isPassive: true }, nothing, z.strictObject({ source: updateSource })),
  /** Two admins under the two-person rule, because everybody who looks for updates trusts what is found there. */
  save: operation(
    { ...own, twoPerson: 'waits', mustConfirm: true, audit: ['Set update source.'] },
    z.strictObject({ source: updateSource }),
    nothing,
  ),
  check: operation(own, nothing, updateCheck),
}
