import { foldLookAlikes } from '../text/look-alikes.ts'

/** True for two names of directories that nobody could tell apart in a list. */
export function isSameDirectoryName(one: string, other: string): boolean {
  return foldLookAlikes(one).toLowerCase() === foldLookAlikes(other).toLowerCase()
}
