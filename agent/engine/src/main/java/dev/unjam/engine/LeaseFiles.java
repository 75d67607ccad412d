package dev.unjam.engine;

import dev.unjam.bridge.LeaseRecord;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the file of a lease. */
final class LeaseFiles {
  private LeaseFiles() {}

  /** Null where its name cannot be written in this JVM's file name encoding. */
  static @Nullable Path path(LeaseRecord lease) {
    try {
      return Path.of(lease.path());
    } catch (InvalidPathException e) {
      return null;
    }
  }
}
