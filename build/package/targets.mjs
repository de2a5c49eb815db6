/**
 * The systems that Keydesk is packed for. `os` and `arch` are Node's names, `natives` the end of the packages with native code for that
 * system, `flag` and `archFlag` what electron-builder calls them.
 */
export const targets = [
  { name: 'win32-x64', os: 'win32', arch: 'x64', natives: 'win32-x64-msvc' },
  { name: 'win32-arm64', os: 'win32', arch: 'arm64', natives: 'win32-arm64-msvc' },
  { name: 'darwin-arm64', os: 'darwin', arch: 'arm64', natives: 'darwin-arm64' },
  { name: 'darwin-x64', os: 'darwin', arch: 'x64', natives: 'darwin-x64' },
  { name: 'linux-x64', os: 'linux', arch: 'x64', natives: 'linux-x64-gnu' },
]

/** The target of that name; throws where there is none. */
export function targetOf(name) {
  const found = targets.find((target) => target.name === name)
  if (!found) throw new Error(`${name} is none of ${targets.map((target) => target.name).join(', ')}.`)
  return found
}

/** Where the unpacked program and its resources lie below the output folder of one target. */
export function unpackedPaths({ os, arch }, output) {
  const suffix = arch === 'x64' ? '' : `-${arch}`
  if (os === 'darwin') {
    const app = `${output}/mac${suffix}/Keydesk.app`
    return { app, program: `${app}/Contents/MacOS/Keydesk`, resources: `${app}/Contents/Resources` }
  }
  const app = `${output}/${os === 'win32' ? 'win' : 'linux'}${suffix}-unpacked`
  return { app, program: `${app}/${os === 'win32' ? 'Keydesk.exe' : 'Keydesk'}`, resources: `${app}/resources` }
}

/** The name of a file that people get. */
export function fileName({ os, arch }, version, ending) {
  return `Keydesk-${version}-${{ win32: 'windows', darwin: 'mac', linux: 'linux' }[os]}-${arch}.${ending}`
}
