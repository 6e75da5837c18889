#!/bin/bash
# Runs a command of Node.js: the machine's own, or else the one that Python's package index offers.
set -euo pipefail

usable() { command -v npm >/dev/null && node -e 'process.exit(process.versions.node.split(".")[0] >= 18 ? 0 : 1)'; }

if [ "${SYSTEM_NODE:-1}" = 0 ] || ! usable 2>/dev/null; then
  uv pip install --quiet --python .venv/bin/python --require-hashes -r requirements-node.txt
  PATH="$PWD/.venv/bin:$PATH"
  hash -r
fi
exec "$@"
