package dev.unjam.engine.lease;

import dev.unjam.engine.report.Event;
import dev.unjam.engine.report.Journal;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The journal of a sweep that removes: what no log takes of a stale lock file is said elsewhere,
 * before the file goes, for it tells of a crash.
 *
 * <p>No more than a pipe holds that nobody reads, so that no thread of the host's ever waits for
 * what we have said: then it is full, and nothing more may be removed. One thread only.
 */
public final class UnloggedRemovals implements Journal {
  private static final int MOST_BYTES = 32 * 1024;

  private final Journal logs;
  private final Consumer<String> elsewhere;
  private final Set<String> said = new HashSet<>();
  private int bytes;

  /**
   * Makes one.
   *
   * @param elsewhere takes one line for each stale lock file that is about to be removed, and one
   *     more where it was left after all
   */
  public UnloggedRemovals(Journal logs, Consumer<String> elsewhere) {
    this.logs = logs;
    this.elsewhere = elsewhere;
  }

  /** Whether no more can be said of what is removed. */
  public boolean isFull() {
    return bytes >= MOST_BYTES;
  }

  @Override
  public void publish(Event event) {
    record(event);
  }

  @Override
  public boolean record(Event event) {
    boolean logged = logs.record(event);
    if (!logged && Verdict.STALE.label().equals(event.fields().get("state"))) {
      say(event);
    }
    return logged;
  }

  private void say(Event event) {
    String path = String.valueOf(event.fields().get("path"));
    Object content = event.fields().get("content");
    String evidence = "; in no log, content=" + CleanText.quoted(String.valueOf(content));
    switch (event.name()) {
      case "lockfile.found" -> {
        // An empty one is left.
        if (!"".equals(content) && said.add(path)) {
          say(event.human() + ", is removed" + evidence);
        }
      }
      case "lockfile.removed" -> {
        if (!said.contains(path)) {
          say(event.human() + evidence);
        }
      }
      case "lockfile.left" -> {
        if (said.contains(path)) {
          say(event.human());
        }
      }
      default -> {}
    }
  }

  private void say(String line) {
    bytes += line.getBytes(StandardCharsets.UTF_8).length;
    elsewhere.accept(line);
  }
}
