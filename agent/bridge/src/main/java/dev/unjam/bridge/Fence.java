package dev.unjam.bridge;

import java.util.List;

/**
 * What makes a former holder harmless: the locks and leases that were taken from it.
 *
 * <p>Ends with the task that it was set for.
 *
 * @param task the number of the task that is fenced
 * @param taken the synchronizers and lease records that were released on the holder's behalf
 * @param until outside a pool, where no task ends: until when, in credited milliseconds, a new
 *     acquisition is taken for the old task's
 * @param message what the host is told if it goes on as if it still held them
 */
public record Fence(int task, List<Object> taken, long until, String message) {
  /** Copies the list. */
  public Fence {
    taken = List.copyOf(taken);
  }

  boolean covers(Object what) {
    for (Object t : taken) {
      if (t == what) {
        return true;
      }
    }
    return false;
  }

  boolean coversPath(String path) {
    for (Object t : taken) {
      if (t instanceof LeaseRecord lease && lease.path().equals(path)) {
        return true;
      }
    }
    return false;
  }
}
