package dev.unjam.bridge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows of a host's ids which may be answered twice, and whether it uses them again; any thread.
 *
 * <p>Who was answered in the child's stead may have given the id to another request by the time at
 * which the child does answer.
 */
final class RpcIds {
  private static final int MOST = 64;

  /** What was asked for by a name, and by which id last. */
  private static final class Last {
    final String method;
    String id;

    Last(String method, String id) {
      this.method = method;
      this.id = id;
    }
  }

  private final Map<String, Last> lastByMethod = new HashMap<>(8);
  private final Set<String> late = new HashSet<>(4);

  /** Of what was asked for last: mostly it is the same again. */
  private @Nullable Last latest;

  private volatile boolean again;

  /** Whether any was ever answered in the child's stead: mostly none is, and nobody need look. */
  private volatile boolean anyLate;

  /** The host asks for this by this id; on the thread that writes, one at a time. */
  void asked(String method, String id) {
    if (again) {
      return;
    }
    Last last = latest;
    if (last == null || !last.method.equals(method)) {
      last = lastByMethod.get(method);
      if (last == null) {
        first(method, id);
        return;
      }
      latest = last;
    }
    if (id.equals(last.id)) {
      again = true;
    }
    last.id = id;
  }

  private void first(String method, String id) {
    if (lastByMethod.size() < MOST) {
      Last first = new Last(method, id);
      lastByMethod.put(method, first);
      latest = first;
    }
  }

  /** Whether it asks for one thing again and again by one id; any thread. */
  boolean areUsedAgain() {
    return again;
  }

  /** The host was answered in the child's stead: the child's own answer may still come. */
  synchronized void answeredForIt(String id) {
    if (late.size() < MOST) {
      late.add(id);
      anyLate = true;
    }
  }

  /**
   * Whether this answer of the child's belongs to a request that was answered in its stead, and not
   * to the one that has its id now: as the protocols have it for what was cancelled, by ACP a stop
   * reason and by LSP an error.
   *
   * @param text has the frame's beginning
   */
  boolean isLate(String id, byte[] text, int offset, int length) {
    if (!anyLate || !wasLate(id)) {
      return false;
    }
    String said = new String(text, offset, length, ISO_8859_1);
    return said.contains("\"cancelled\"") || said.contains("-32800");
  }

  private synchronized boolean wasLate(String id) {
    return late.remove(id);
  }
}
