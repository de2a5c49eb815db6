/** The values after the # of the address: the launch token and the page, so that a reload finds both and no server log has them. */
export function readHash(): URLSearchParams {
  return new URLSearchParams(location.hash.replace(/^#/, ''))
}

/** The hash with one part changed and the others as they are. */
export function hashWith(name: string, value: string): string {
  const parts = readHash()
  parts.set(name, value)
  return `#${parts.toString()}`
}

/** Changes the hash, and adds a step for the Back button. */
export function writeHash(name: string, value: string): void {
  location.hash = hashWith(name, value)
}
