// Imported first by every entry: native modules for newer versions of Node crash an older one without a message.
if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(
    `Keydesk runs on Node 24 or newer; this is Node ${process.versions.node}. Start it with: npm start\n`,
  )
  process.exit(2)
}
