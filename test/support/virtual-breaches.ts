// 40 GiB of lines of 45 bytes, made when they are read: line i has the hash at warp((i + a random share) / lines).
const lineLength = 45
const virtualSize = 40 * 2 ** 30
export const virtualLines = Math.floor(virtualSize / lineLength)

function mix(value: number, salt: number): number {
  let hash = Math.imul(value ^ salt, 0x9e3779b1) ^ Math.floor(value / 2 ** 20)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** The count of one line, of two digits. */
export const virtualCount = (index: number) => 10 + (mix(index, 9) % 90)

/** Hashes at equal distances. */
export const evenSpread = (share: number) => share

/** The hash of one line. */
export function virtualHash(index: number, warp: (share: number) => number): string {
  const place = warp((index + mix(index, 1) / 2 ** 32) / virtualLines)
  const rest = [2, 3, 4, 5].map((salt) => mix(index, salt).toString(16).padStart(8, '0')).join('')
  const start = Math.floor(place * 2 ** 52).toString(16)
  return (start.padStart(13, '0') + rest).slice(0, 40).toUpperCase()
}

/** Like a sum of random spacings: off by the root of the number of lines, on every scale down to a thousand of them. */
export function unevenSpread(share: number): number {
  let place = share
  for (let scale = 0; scale < 20; scale += 1)
    place += 3e-5 * 2 ** (-scale / 2) * Math.sin(2 ** scale * Math.PI * share) * (scale % 3 === 0 ? -1 : 1)
  return place
}

/** A list that is made when it is read, counting the reads. */
export function virtualBreaches(warp: (share: number) => number) {
  let reads = 0
  const read = async (position: number, length: number) => {
    reads += 1
    const first = Math.floor(position / lineLength)
    const last = Math.min(Math.ceil((position + length) / lineLength), virtualLines)
    let text = ''
    for (let index = first; index < last; index += 1) text += `${virtualHash(index, warp)}:${virtualCount(index)}\r\n`
    return Buffer.from(text, 'latin1').subarray(position - first * lineLength, position - first * lineLength + length)
  }
  const takeReads = () => {
    const taken = reads
    reads = 0
    return taken
  }
  return { reader: { size: virtualLines * lineLength, read }, takeReads }
}
