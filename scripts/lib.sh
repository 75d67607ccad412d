# shellcheck shell=bash
# What the scripts share; sourced, from the repository's root.

say() {
  printf '%s\n' "$*"
}

die() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 2
}

# The tool of the JDK in JAVA_HOME, or the one on the path.
jdk_tool() {
  if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/$1" ]; then
    printf '%s\n' "$JAVA_HOME/bin/$1"
  else
    command -v "$1" || die "no $1: JAVA_HOME names no JDK and there is none on the path"
  fi
}

# Whether every file is there and none is older than a source.
built() {
  local file
  for file in "$@"; do
    [ -f "$file" ] || return 1
    if [ -n "$(find agent sample-host pom.xml -path '*/target' -prune -o \
      -type f \( -path '*/src/main/*' -o -path '*/harness/*' -o -name pom.xml \) \
      -newer "$file" -print -quit)" ]; then
      return 1
    fi
  done
}
