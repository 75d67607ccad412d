package dev.unjam.engine.remedy;

import dev.unjam.bridge.ChildRecord;
import dev.unjam.engine.track.DescriptorFlags;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds who can still write into the pipes that a child was given to speak by.
 *
 * <p>Only what the child has started has them. One that has lost its parent before anybody looked
 * is found by nothing else, and as long as it lives the host's reader sees no end. Who has a pipe
 * open to read alone is left out: so has, for a moment, each child that the host starts. As far as
 * {@code /proc} lets this user see; elsewhere nobody is found. Never throws.
 */
final class PipeWriters {
  private static final Path PROCESSES = Path.of("/proc");
  private static final long SELF = ProcessHandle.current().pid();

  private final Set<String> pipes;

  private PipeWriters(Set<String> pipes) {
    this.pipes = pipes;
  }

  /** Those of a child whose streams nobody knows. */
  static PipeWriters none() {
    return new PipeWriters(Set.of());
  }

  /** Those of this child; to be asked before it is ended: the host closes its pipes then. */
  static PipeWriters of(ChildRecord child) {
    return new PipeWriters(ChildPipes.of(child));
  }

  /** All that can write to them now, but the host itself. */
  List<ProcessHandle> now() {
    if (pipes.isEmpty() || !Files.isDirectory(PROCESSES)) {
      return List.of();
    }
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      // The handle is older than the look: of another one that got its number it is none.
      return all.filter(p -> p.pid() != SELF && writes(p.pid()) && p.isAlive()).toList();
    } catch (RuntimeException e) {
      return List.of();
    }
  }

  private boolean writes(long pid) {
    Path process = PROCESSES.resolve(Long.toString(pid));
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : descriptors) {
        if (isOne(descriptor)
            && DescriptorFlags.areToWrite(process, descriptor.getFileName().toString())) {
          return true;
        }
      }
      return false;
    } catch (IOException | DirectoryIteratorException e) {
      return false; // another user's, or it has ended meanwhile
    }
  }

  private boolean isOne(Path descriptor) {
    try {
      return pipes.contains(Files.readSymbolicLink(descriptor).toString());
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }
}
