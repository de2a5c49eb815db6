/** Does work as if this were another system, as far as the code asks for its name; what it answers later is asked on the real one. */
export function onPlatform<T>(platform: NodeJS.Platform, work: () => T): T {
  const real = Object.getOwnPropertyDescriptor(process, 'platform') as PropertyDescriptor
  Object.defineProperty(process, 'platform', { ...real, value: platform })
  try {
    return work()
  } finally {
    Object.defineProperty(process, 'platform', real)
  }
}
