import { spawnSync } from 'node:child_process'

/**
 * The program that signs a file for Windows, with its arguments, from KEYDESK_SIGN_WINDOWS: a JSON list such as
 * ["signtool", "sign", "/sha1", "…", "/fd", "sha256", "/tr", "http://…", "/td", "sha256"]. Null where nothing is to be signed. It names a
 * certificate of the machine, never a password: arguments can be read by others.
 */
export function signingCommand(environment = process.env) {
  const given = environment.KEYDESK_SIGN_WINDOWS
  if (!given) return null
  const list = JSON.parse(given)
  if (!Array.isArray(list) || list.length === 0 || !list.every((one) => typeof one === 'string' && one !== '')) {
    throw new Error('KEYDESK_SIGN_WINDOWS is a JSON list of a program and its arguments.')
  }
  return list
}

/** Signs one file in place; throws with the program's words where it fails. */
export function signFile(path, environment = process.env) {
  const command = signingCommand(environment)
  if (command === null) return
  const [program, ...args] = command
  const run = spawnSync(program, [...args, path], { encoding: 'utf8' })
  if (run.status !== 0)
    throw new Error(`${path} could not be signed: ${run.stdout}${run.stderr}${run.error?.message ?? ''}`)
}

if (import.meta.main) signFile(process.argv[2])
