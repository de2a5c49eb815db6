import v8 from 'node:v8'
import { createServices } from '../../electron/services.ts'
import { plainDoor } from '../../electron/door/door-port.ts'
import { noKeychain } from '../../electron/vault/keychain.ts'
const mb = (n: number) => (n / 2 ** 20).toFixed(1)
const show = (what: string) => { const m = process.memoryUsage(); console.log(what.padEnd(22), 'rss', mb(m.rss), 'heapTotal', mb(m.heapTotal), 'used', mb(m.heapUsed), 'ext', mb(m.external), 'ab', mb(m.arrayBuffers), 'new', mb(v8.getHeapSpaceStatistics().find(s => s.space_name === 'new_space')!.space_size)) }
show('imported')
const services = await createServices({ dataDir: process.argv[2]!, door: 'browser', doorPort: plainDoor(() => 'en'), keychain: noKeychain() })
show('created')
await services.users.warm()
show('warm')
if (globalThis.gc) { gc(); show('warm gc') }
const call = services.sessions.callFor(services.users.idOf('owner@nordwind.test')!, 'browser')
const list = (search: string, by: any, language: any, direction: any = 'ascending', offset = 0) => services.users.list({ query: { search, filter: { signIn: [], passwordState: [], role: [] } }, sort: { by, direction, language }, offset, limit: 100 }, call)
list('', 'displayName', 'en')
show('first list')
for (const s of ['an', 'han', 'soren', '203', 'zz', 'kund', 'nordwind', 'a']) { const t = performance.now(); for (let i = 0; i < 20; i++) list(s, 'displayName', 'en'); console.log(s, ((performance.now() - t) / 20).toFixed(2)) }
show('searched')
if (globalThis.gc) { gc(); show('searched gc') }
for (const language of ['en', 'da', 'sv']) for (const by of ['displayName','username','passwordState','passwordChangedAt','passwordExpiresAt','signIn','roles','department']) { const t0 = performance.now(); list('', by, language); const t = performance.now(); for (let i = 0; i < 10; i++) list('', by, language, 'descending', 99000); console.log(language, by, (t - t0).toFixed(1), ((performance.now() - t) / 10).toFixed(2)) }
show('all sorts')
if (globalThis.gc) { gc(); show('all sorts gc') }
await services.close()
