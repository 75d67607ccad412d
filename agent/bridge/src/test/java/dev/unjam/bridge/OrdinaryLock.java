package dev.unjam.bridge;

import java.lang.reflect.Field;
import java.util.concurrent.locks.ReentrantLock;

/** What the hook gets of a lock of the JDK's. */
final class OrdinaryLock {
  private OrdinaryLock() {}

  static Object make() {
    try {
      Field sync = ReentrantLock.class.getDeclaredField("sync");
      sync.setAccessible(true);
      return sync.get(new ReentrantLock());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
