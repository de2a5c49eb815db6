// A mail server in a process of its own, as another machine's would be; says its port and goes when its input ends. Started by probe.ts.
import { openMailServer } from '../support/open-mail-server.ts'

const { port, close } = await openMailServer()
process.stdout.write(`${port}\n`)
for await (const _ of process.stdin);
await close()
