// Loaded before whatever a test starts on a store of its own: the clock begins at the test's instant and goes on from there.
const { KEYDESK_TEST_OFFSET: given, KEYDESK_TEST_CLOCK: clock } = process.env
// Shifts the clock for a whole run at another date, or for the store of one test.
const offset = clock === undefined ? Number(given) : Number(clock) - Date.now()
const real = Date.now.bind(Date)
const now = () => real() + offset

globalThis.Date = new Proxy(Date, {
  construct: (target, args, made) =>
    Reflect.construct(target, args.length > 0 ? args : [now()], made === globalThis.Date ? target : made),
  apply: () => new globalThis.Date().toString(),
  get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
})
