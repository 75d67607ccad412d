package dev.unjam.bridge;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A child process that the host started.
 *
 * @param process the process
 * @param pid its process id
 * @param name the last part of its command's name; arguments are never kept
 * @param stderr the last 8 KiB that it said on its error stream, as far as the host reads it
 * @param asked the last call that a holder made by writing to it; whoever reads, reads for that
 */
public record ChildRecord(
    Process process,
    long pid,
    String name,
    Tee stderr,
    AtomicReference<@Nullable CallRecord> asked) {
  ChildRecord(Process process, long pid, String name, Tee stderr) {
    this(process, pid, name, stderr, new AtomicReference<>());
  }

  String peer() {
    return pid + ":" + name;
  }
}
