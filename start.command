#!/bin/sh
# Starts Keydesk by a double-click in the Finder, as "npm start" does.
cd "$(dirname "$0")" || exit 1
if ! command -v node >/dev/null; then
  echo "Keydesk needs Node.js to start from here. Get it from https://nodejs.org and try again."
  exit 1
fi
exec node build/start.mjs "$@"
