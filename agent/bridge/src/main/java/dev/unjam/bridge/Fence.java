package dev.unjam.bridge;

import java.util.List;

/**
 * What makes the former holder of lock files harmless: what was taken from it.
 *
 * <p>Ends with the task that it was set for. For locks it is a {@link Claim}.
 *
 * @param task the number of the task that is fenced
 * @param taken the lease records that were released on the holder's behalf
 * @param until outside a pool, where no task ends: until when, in credited milliseconds, a new
 *     acquisition is taken for the old task's
 * @param message what the host is told if it goes on as if it still held them
 */
public record Fence(int task, List<Object> taken, long until, String message) {
  /** Copies the list. */
  public Fence {
    taken = List.copyOf(taken);
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
