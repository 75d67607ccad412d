# shellcheck shell=bash disable=SC2016
# The checks of .ci/run; sourced after scripts/lib.sh, from the repository's root.
# $work is a folder that is removed at the end.
: "${work:?is set by .ci/run}"

jar=agent/dist/target/unjam.jar

readme_commands() {
  grep -qx 'mvn verify' README.md && grep -qx 'scripts/demo' README.md
}

# The rows of the options table: KEY, a tab, DEFAULT.
table_options() {
  sed -n '/^## Options/,/^## /p' README.md |
    sed -n 's/^| `\([a-zA-Z.]*\)` | \([^|]*\) |.*/\1\t\2/p' | tr -d '`' | sed 's/ *$//'
}

readme_options() {
  "$(jdk_tool javac)" -d "$work/ci" .ci/src/ci/OptionKeys.java &&
    "$(jdk_tool java)" -cp "$work/ci:agent/engine/target/classes:agent/bridge/target/classes" \
      ci.OptionKeys | sort >"$work/code-options" &&
    table_options | sort >"$work/readme-options" &&
    [ -s "$work/readme-options" ] &&
    diff "$work/code-options" "$work/readme-options"
}

# Each heading below Troubleshooting in code marks is a text that the code prints: its pieces
# between the dots stand in a source.
readme_messages() {
  local heading piece missing=0 headings=0
  while IFS= read -r heading; do
    headings=$((headings + 1))
    while IFS= read -r piece; do
      [ -n "$piece" ] || continue
      if ! grep -rqF --include='*.java' -- "$piece" agent/*/src/main; then
        say "README explains a message that no source has: $piece"
        missing=1
      fi
    done < <(printf '%s\n' "$heading" | sed "s/…/\n/g" | sed "s/^ *//; s/ *$//")
  done < <(sed -n '/^## Troubleshooting/,/^## /p' README.md | sed -n 's/^### `\(.*\)`$/\1/p')
  [ "$missing" -eq 0 ] && [ "$headings" -gt 0 ]
}

# Through a file: grep -q ends at its first hit, which would fail what writes into its pipe.
jar_entries() {
  "$(jdk_tool jar)" --list --file "$jar" >"$work/jar-all" &&
    grep -v '/$' "$work/jar-all" >"$work/jar-entries"
}

jar_layout() {
  local odd
  jar_entries || return 1
  odd=$(grep -Ev '^(dev/unjam/(agent|bridge)/[A-Za-z$0-9-]+\.class|META-INF/.*|inst/.*)$' \
    "$work/jar-entries")
  if [ -n "$odd" ]; then
    say "$odd"
    return 1
  fi
  if grep -E '^inst/.*\.class$' "$work/jar-entries"; then
    return 1
  fi
  grep -q '^META-INF/LICENSE$' "$work/jar-entries"
}

jar_relocation() {
  jar_entries || return 1
  if grep -E '(^|/)net/bytebuddy/' "$work/jar-entries"; then
    return 1
  fi
  grep -q '^inst/dev/unjam/shaded/bytebuddy/' "$work/jar-entries" &&
    grep -q '^inst/com/sun/jna/Native\.classdata$' "$work/jar-entries" &&
    grep -q '^inst/com/sun/jna/linux-x86-64/' "$work/jar-entries"
}

# Builds in another folder, another time zone, language and umask; mvn verify has Error Prone look.
build_elsewhere() {
  mkdir -p "$work/elsewhere" || return 1
  tar -cf - --exclude=./.git --exclude=target . | tar -xf - -C "$work/elsewhere" || return 1
  (
    cd "$work/elsewhere" || exit 1
    umask 027
    TZ=Asia/Tokyo LC_ALL=C mvn -B -q -T 2 -Dstyle.color=never package -DskipTests -Dspotless.check.skip -Dunjam.errorprone=-XepDisableAllChecks
  )
}

reproducible() {
  cmp "$jar" "$work/elsewhere/$jar"
}

# The files of this checkout, whether git is there or not.
files() {
  git ls-files 2>/dev/null || find . -type f -not -path '*/target/*' -not -path './.git/*'
}

clean_words() {
  local found
  # brackets, so that this line does not find itself; test data has other people's words
  found=$(files | grep -v '/src/test/resources/' | tr '\n' '\0' |
    xargs -0 grep -nEI '(^|[^A-Za-z0-9._…}>-])/([r]oot|[h]ome|[U]sers|[w]ork|[w]orkspace)/[A-Za-z0-9]|\b([T]ODO|[F]IXME|[X]XX)\b|repo1?\.[m]aven' --)
  if [ -n "$found" ]; then
    say "$found"
    return 1
  fi
}

scripts_sound() {
  local script
  for script in scripts/demo scripts/attach scripts/verify-jdks scripts/bench scripts/conformance scripts/matrix scripts/stress scripts/lib.sh \
    .ci/run .ci/checks.sh .ci/mutants; do
    bash -n "$script" || return 1
  done
  if command -v shellcheck >/dev/null; then
    shellcheck -x scripts/{demo,attach,verify-jdks,bench,conformance,matrix,stress,lib.sh} .ci/{run,checks.sh,mutants}
  else
    say "no shellcheck here: syntax alone was checked"
  fi
}

# The JDKs besides the one that mvn verify ran on.
other_jdks() {
  local home found
  home=$(dirname "$(dirname "$(realpath "$(jdk_tool javac)")")")
  found=$(scripts/verify-jdks --list --except "$home") || return 1
  if [ -z "$found" ]; then
    say "no other JDK here"
    return 0
  fi
  scripts/verify-jdks --quick --except "$home"
}

other_jdks_passed() {
  wait_meanwhile
  cat "$work/other-jdks.log"
  [ "$(cat "$work/other-jdks.status")" = 0 ]
}

# Where nobody builds any more.
demo_elsewhere() {
  (cd "$work/elsewhere" && scripts/demo)
}

demo_passed() {
  wait_meanwhile
  cat "$work/demo.log"
  [ "$(cat "$work/demo.status")" = 0 ]
}

# What goes on beside mvn verify, one after the other; each leaves a log and a status.
meanwhile() {
  aside other-jdks other_jdks
  aside demo demo_elsewhere
}

aside() {
  local status=0
  "$2" >"$work/$1.log" 2>&1 || status=$?
  printf '%s\n' "$status" >"$work/$1.status"
}

wait_meanwhile() {
  [ -z "$meanwhile" ] || wait "$meanwhile" || true
  meanwhile=
}

# Where the run was broken off.
end_meanwhile() {
  if [ -n "$meanwhile" ] && kill -0 "$meanwhile" 2>/dev/null; then
    kill "$meanwhile"
    wait "$meanwhile" 2>/dev/null || true
  fi
}
