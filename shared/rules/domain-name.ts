const asciiLabel = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/
const anyLabel = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u

/**
 * Whether this can stand between the dots of a host name, in any alphabet (RFC 5890). Letters that become others when they are normalised are refused, so
 * that no label turns into another one on its way.
 */
export function isDomainLabel(label: string): boolean {
  if (asciiLabel.test(label)) return true
  return anyLabel.test(label) && label.normalize('NFKC') === label && !label.startsWith('xn--')
}
