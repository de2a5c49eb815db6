/** What is known of a password's version: the text that a directory's reader made of it. */
export type VersionOnRecord = string | null

/**
 * Whether two versions are of one password, as far as that can be told. Those of OpenLDAP and 389 Directory Server are the time of the change and a
 * digest of the hash; where Keydesk's account has gained or lost the right to read hashes, the digest comes or goes with the same password.
 */
export function isSameVersion(one: VersionOnRecord, other: VersionOnRecord): boolean {
  if (one === other) return true
  if (one === null || other === null) return false
  const [[at, digest], [otherAt, otherDigest]] = [partsOf(one), partsOf(other)]
  return at !== '' && at === otherAt && (digest === '') !== (otherDigest === '')
}

/** A time as directories write it (RFC 4517, 3.3.13), and what follows it. */
function partsOf(version: string): readonly [at: string, digest: string] {
  const [, at = '', digest = ''] = /^(\d{14}(?:\.\d+)?Z)(?: (.+))?$/.exec(version) ?? []
  return [at, digest]
}

/**
 * True for a version from before another one: Active Directory counts writes, and a domain controller that has not heard of the last one yet
 * counts fewer.
 */
export function isEarlierVersion(one: VersionOnRecord, other: VersionOnRecord): boolean {
  const count = /^\d{1,9}$/
  return one !== null && other !== null && count.test(one) && count.test(other) && Number(one) < Number(other)
}
