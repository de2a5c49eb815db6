// Looks through a whole store again and again while the main thread is watched, and says so as JSON. Started by start.ts.
import { plainDoor } from '../../electron/door/door-port.ts'
import { createServices } from '../../electron/services.ts'
import { type Watched, watched } from './watched.ts'

const [dataDir = ''] = process.argv.slice(2)
const services = await createServices({ dataDir, door: 'commandLine', doorPort: plainDoor(() => 'en') })
await services.warm()
const looks: Watched[] = []
for (let round = 0; round < 5; round += 1) {
  const look = async () => {
    const found = await services.health.run()
    if (found?.length !== 0) throw new Error(`The check found ${found?.join(', ') ?? 'nothing to look at'}.`)
  }
  looks.push(await watched(look))
}
await services.close()
process.stdout.write(JSON.stringify(looks))
