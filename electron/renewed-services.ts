import { createServices, type Services, type ServicesOptions } from './services.ts'

type Built<T> = { readonly services: Services; readonly made: T }

/**
 * The services of a door that stays open while they begin anew, which they do once a backup is restored into their folder. `fail` hears why
 * they could not.
 */
export async function createRenewedServices(
  options: Omit<ServicesOptions, 'onRestored'>,
  fail: (error: unknown) => void,
) {
  let renewing: Promise<void> = Promise.resolve()
  const build = () => createServices({ ...options, onRestored: begin })
  let current = await build()

  async function renew(): Promise<void> {
    await current.close()
    current = await build()
  }

  function begin(): void {
    renewing = renew().catch(fail)
  }

  return {
    current: (): Services => current,
    /** What a door makes of the services, made again for new ones; whoever asks while they begin anew waits. */
    derived: <T>(make: (services: Services) => T): (() => Promise<T>) => {
      let built: Built<T> = { services: current, made: make(current) }
      return async () => {
        await renewing
        if (built.services !== current) built = { services: current, made: make(current) }
        return built.made
      }
    },
    close: async (): Promise<void> => {
      await renewing
      await current.close()
    },
  }
}
