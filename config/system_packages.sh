#!/bin/bash
# Installs the system's libraries and programs that lack; names them in one message where that is not possible.
# Usage: system_packages.sh run|test
set -euo pipefail

missing=()
need() { # package, then a command that succeeds when it is there
  local package=$1
  shift
  "$@" >/dev/null 2>&1 || missing+=("$package")
}
# No pipe: grep stops reading at the first hit, and a writer cut off so would count as a failure.
library() { grep -q "$1" <<<"$(ldconfig -p 2>/dev/null || /sbin/ldconfig -p)"; }
program() { PATH="$PATH:/usr/sbin:/sbin" command -v "$1"; }
postgresql() { compgen -G '/usr/lib/postgresql/*/bin/initdb' || command -v initdb; }

look() {
  missing=()
  need libpango-1.0-0 library 'libpango-1.0.so.0'
  need libpangoft2-1.0-0 library 'libpangoft2-1.0.so.0'
  need libharfbuzz-subset0 library 'libharfbuzz-subset.so.0'
  if [ "$1" = test ]; then
    [ -n "${TEST_DATABASE_URL:-}" ] || need postgresql-15 postgresql
    [ -n "${TEST_REDIS_URL:-}" ] || need redis-server program redis-server
    need nginx-light program nginx
    need chromium program chromium
    need poppler-utils program pdftoppm
    need softhsm2 program softhsm2-util
    need libreoffice-writer-nogui program soffice
  fi
}

look "$1"
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
possible=0
if command -v apt-get >/dev/null; then
  if [ "$(id -u)" = 0 ]; then
    possible=1
  elif sudo -n true 2>/dev/null; then
    possible=1
    as_root=(sudo -n)
  fi
fi
if [ $possible = 1 ]; then
  echo "Installing system packages: ${missing[*]}"
  install=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends)
  "${install[@]}" "${missing[@]}" >/dev/null 2>&1 || {
    "${as_root[@]}" apt-get update -qq >/dev/null 2>&1 || true
    "${install[@]}" "${missing[@]}" >/dev/null || true
  }
  look "$1"
fi
if [ ${#missing[@]} -gt 0 ]; then
  echo "These system packages are missing and cannot be installed from here: ${missing[*]}" >&2
  echo "On Debian or Ubuntu: apt-get install --no-install-recommends ${missing[*]}" >&2
  exit 1
fi
