package dev.unjam.bridge;

/**
 * A child process that the host started.
 *
 * @param process the process
 * @param pid its process id
 * @param name the last part of its command's name; arguments are never kept
 * @param stderr the last 8 KiB that it said on its error stream, as far as the host reads it
 */
public record ChildRecord(Process process, long pid, String name, Tee stderr) {
  String peer() {
    return pid + ":" + name;
  }
}
