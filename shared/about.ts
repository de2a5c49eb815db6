import { z } from 'zod'
import { instant } from './ids.ts'
import { operation } from './operation.ts'

const nothing = z.strictObject({})
const text = z.string()

/** A package that Keydesk is built from or comes with, and the kind of its licence (SPDX). */
export const licence = z.strictObject({ name: text.max(214), version: text.max(64), licence: text.max(200) })
export type Licence = z.infer<typeof licence>

/** What kind of machine this is, for somebody who helps. */
export const systemFacts = z.strictObject({
  platform: text,
  release: text,
  architecture: text,
  memoryInMegabytes: z.number().int(),
  processors: z.number().int(),
  node: text,
  /** Null at doors without a window of their own. */
  electron: text.nullable(),
  sqlite: text,
})
export type SystemFacts = z.infer<typeof systemFacts>

export const aboutView = z.strictObject({
  version: text,
  /** The number of the last migration of the store, and the version of Keydesk that made it. */
  storeVersion: z.number().int(),
  storeMadeBy: text,
  dataFolder: text,
  logFolder: text,
  /** False where the door can't show a folder: then its path can be copied. */
  canOpenFolders: z.boolean(),
  /** Copies of the store from before the last upgrade, which the next good start removes. */
  copies: z.array(text).readonly(),
  system: systemFacts,
  /** Empty where Keydesk runs from its sources and was never built. */
  licences: z.array(licence).readonly(),
})
export type AboutView = z.infer<typeof aboutView>

/** The last time that something of Keydesk ended by an error. */
export const crashView = z.strictObject({
  at: instant,
  /** By which it is found in the log. */
  id: text,
  /** What ended: Keydesk itself, the page in its window, or a helper that Keydesk could do without. */
  what: z.enum(['program', 'page', 'helper']),
})
export type CrashView = z.infer<typeof crashView>

const look = { access: 'admin', permission: 'users.read' } as const
const own = { access: 'admin', permission: 'vault.manage' } as const

/** What this Keydesk is, where its files are, and what somebody who helps needs to know. */
export const aboutContract = {
  get: operation({ ...look, isPassive: true }, nothing, aboutView),
  /** Shows a folder in the system's own program; throws DOOR_CANNOT at doors without a window of their own. */
  openFolder: operation(own, z.strictObject({ folder: z.enum(['data', 'logs']) }), nothing),
  /** A text in English, without names, addresses and secrets, to read before it is given to anybody. Nothing is sent. */
  report: operation(own, nothing, z.strictObject({ text })),
  /** A crash that nobody was told of at an earlier start; null where there is none. Asking counts as being told. */
  crash: operation({ ...own, isPassive: true }, nothing, z.strictObject({ crash: crashView.nullable() })),
  /** Ends the notice of it. */
  forgetCrash: operation(own, nothing, nothing),
}
