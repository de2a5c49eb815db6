// Answers every request with nothing, for comparison. Started by http.ts, ended by it.
import { listenOnLoopback } from '../../electron/doors/loopback-server.ts'

const server = await listenOnLoopback(0, () => async (request) => {
  await request.text()
  return Response.json({})
})
process.stdout.write(String(server.port))
