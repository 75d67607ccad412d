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

# Whether a jar is there and no source below the folders is newer than it, or than the last build
# here: Maven leaves a jar alone whose content would be the same.
built() {
  local jar=$1 since=$1
  shift
  [ -f "$jar" ] || return 1
  if [ target/.built -nt "$jar" ]; then
    since=target/.built
  fi
  [ -z "$(find "$@" pom.xml -name target -prune -o \
    -type f \( -path '*/src/main/*' -o -path '*/harness/*' -o -name pom.xml \) \
    -newer "$since" -print -quit)" ]
}

# Builds what is missing or older than its sources.
build() {
  if ! built agent/dist/target/unjam.jar agent ||
    ! built sample-host/target/sample-host.jar sample-host/src/main sample-host/pom.xml ||
    ! built sample-host/target/sample-host-tests.jar sample-host/src/test ||
    [ ! -d agent/benchmarks/target/peer ]; then
    say "building (mvn package, without the tests); the first time this takes some minutes"
    mvn -B -q -Dstyle.color=never package -DskipTests </dev/null
    mkdir -p target
    touch target/.built
  fi
}

# Every place where a JDK may be, one a line.
places() {
  printf '%s\n' "${JAVA_HOME:-}"
  printf '%s\n' "${JDKS:-}" | tr ':' '\n'
  printf '%s\n' /usr/lib/jvm/* "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/*
  if [ -x /usr/libexec/java_home ]; then
    /usr/libexec/java_home -V 2>&1 | sed -n 's|^ .* \(/.*\)$|\1|p'
  fi
  local javac
  if javac=$(command -v javac); then
    dirname "$(dirname "$(real "$javac")")"
  fi
}

real() {
  if command -v realpath >/dev/null; then
    realpath "$1"
  else
    (cd -P "$1" 2>/dev/null && pwd) || printf '%s\n' "$1"
  fi
}

property() {
  "$1/bin/java" -XshowSettings:properties -version 2>&1 | sed -n "s/^ *$2 = //p"
}

# The distinct homes of JDKs >= 17, but for the one given: HOME, a tab, VERSION.
jdks() {
  local except=${1:-} place home version seen=:
  while IFS= read -r place; do
    if [ -z "$place" ] || [ ! -x "$place/bin/javac" ]; then
      continue
    fi
    home=$(real "$place")
    case $seen in *":$home:"*) continue ;; esac
    seen=$seen$home:
    version=$(property "$home" java.specification.version)
    case $version in '' | *[!0-9]*) continue ;; esac
    [ "$version" -ge 17 ] || continue
    [ "$home" != "$except" ] || continue
    printf '%s\t%s\n' "$home" "$(property "$home" java.version)"
  done < <(places)
}
