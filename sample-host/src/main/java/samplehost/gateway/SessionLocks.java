package samplehost.gateway;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** One lock for each session, within this process. */
final class SessionLocks {
  private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

  ReentrantLock of(Session session) {
    return locks.computeIfAbsent(session.id(), id -> new ReentrantLock());
  }
}
