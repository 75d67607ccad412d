package dev.unjam.engine.track;

import java.nio.channels.FileLock;
import java.util.Collection;
import java.util.List;

/** A held thing that keeps no queue in this process, such as a FileLock. */
final class OtherKind implements Kind {
  private final HoldKind kind;

  OtherKind(HoldKind kind) {
    this.kind = kind;
  }

  @Override
  public HoldKind kind() {
    return kind;
  }

  @Override
  public boolean agrees(Object held, Thread holder) {
    return !(held instanceof FileLock lock) || lock.isValid();
  }

  @Override
  public int queueLength(Object held) {
    return 0;
  }

  @Override
  public Collection<Thread> queued(Object held) {
    return List.of();
  }
}
