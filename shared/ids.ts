import { z } from 'zod'
import { languages } from './languages.ts'

export const userId = z.number().int().positive().max(Number.MAX_SAFE_INTEGER).brand<'UserId'>()
export type UserId = z.infer<typeof userId>

export const jobId = z.uuid().brand<'JobId'>()
export type JobId = z.infer<typeof jobId>

/** The id of a password in the vault, which the screen holds in place of the password. */
export const secretId = z.uuid().brand<'SecretId'>()
export type SecretId = z.infer<typeof secretId>

export const importId = z.uuid().brand<'ImportId'>()
export type ImportId = z.infer<typeof importId>

/** A request's number, as people tell it to each other. */
export const requestId = z.number().int().positive().max(Number.MAX_SAFE_INTEGER).brand<'RequestId'>()
export type RequestId = z.infer<typeof requestId>

/** The id of a group, a named set of users. */
export const groupId = z.number().int().positive().max(Number.MAX_SAFE_INTEGER).brand<'GroupId'>()
export type GroupId = z.infer<typeof groupId>

/** Milliseconds since 1970-01-01 UTC. */
export const instant = z.number().int().min(0).max(8.64e15)

export const language = z.enum(languages)
export type Language = z.infer<typeof language>

/** A password as typed: any string up to 1,024 UTF-16 units, so that a hostile length never reaches the hash. */
export const typedPassword = z.string().min(1).max(1024)

export const page = { offset: z.number().int().min(0).max(10_000_000), limit: z.number().int().min(1).max(500) }
