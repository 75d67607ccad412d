package dev.unjam.conformance;

import java.nio.channels.ClosedChannelException;
import java.nio.channels.OverlappingFileLockException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The model of the locks that two channels of one JVM have on one file. */
@SuppressWarnings("ReferenceEquality") // two locks of one thread on one region are not the same
final class FileModel extends Model {
  static final int CHANNELS = 2;
  private static final Outcome CLOSED = Outcome.threw(ClosedChannelException.class, null);
  private static final Outcome OVERLAPS = Outcome.threw(OverlappingFileLockException.class, null);

  /** A lock that was given out: by which channel, on which region (or on all), to whom. */
  record Given(int thread, int channel, int region, boolean all) {
    boolean overlaps(Given other) {
      return all || other.all || region == other.region;
    }
  }

  private final List<Given> valid = new ArrayList<>();
  private final @Nullable Given[] last = new @Nullable Given[Schedule.THREADS + 1];
  private final boolean[] closed = new boolean[CHANNELS];

  void make(int thread, FileMove move, int channel, int region, int of) {
    if (move.acquires()) {
      acquire(new Given(thread, channel, region, move.all()), move == FileMove.LOCK_SHARED);
      return;
    }
    Given lock = last[of];
    switch (move) {
      case CLOSE_CHANNEL -> {
        closed[channel] = true;
        valid.removeIf(given -> given.channel() == channel);
        end(thread, Outcome.VOID);
      }
      case VALID -> end(thread, Outcome.returned(isValid(lock)));
      default -> end(thread, lock == null ? Outcome.VOID : release(lock));
    }
  }

  private void acquire(Given wanted, boolean shared) {
    int thread = wanted.thread();
    if (closed[wanted.channel()]) {
      end(thread, CLOSED);
    } else if (valid.stream().anyMatch(wanted::overlaps)) {
      end(thread, OVERLAPS);
    } else {
      valid.add(wanted);
      last[thread] = wanted;
      end(thread, Outcome.returned(shared ? "shared" : "exclusive"));
    }
  }

  /** By identity: a thread may lock the same region again after it released it. */
  private boolean isValid(@Nullable Given lock) {
    return valid.stream().anyMatch(given -> given == lock);
  }

  private Outcome release(Given lock) {
    if (closed[lock.channel()]) {
      return CLOSED;
    }
    valid.removeIf(given -> given == lock);
    return Outcome.VOID;
  }

  boolean isClosed(int channel) {
    return closed[channel];
  }

  List<Given> valid() {
    return valid;
  }
}
