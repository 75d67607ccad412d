package dev.unjam.engine.track;

import dev.unjam.bridge.LeaseRecord;

/** What a held thing is called in the log. */
final class Names {
  private Names() {}

  static HoldKind kind(Object held) {
    return held instanceof LeaseRecord ? HoldKind.LOCKFILE : HoldKind.LOCK;
  }

  /** A lock file's path; else the class of the lock around the synchronizer, and its identity. */
  static String of(Object held) {
    if (held instanceof LeaseRecord lease) {
      return lease.path();
    }
    String name = held.getClass().getName();
    int sync = name.indexOf("$");
    String lock = sync > 0 && name.endsWith("Sync") ? name.substring(0, sync) : name;
    return lock + "@" + Integer.toHexString(System.identityHashCode(held));
  }
}
