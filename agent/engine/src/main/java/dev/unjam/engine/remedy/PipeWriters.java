package dev.unjam.engine.remedy;

import dev.unjam.bridge.ChildRecord;
import dev.unjam.bridge.Children;
import dev.unjam.bridge.SpokenPipes;
import dev.unjam.engine.os.ProcessProbe;
import dev.unjam.engine.track.DescriptorFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds which younger processes have the pipes that a child was given to speak by for their own
 * output or error stream.
 *
 * <p>So has what the child has started, unless it was redirected. One that has lost its parent
 * before anybody looked is found by nothing else, and as long as it lives the host's reader sees no
 * end. Nobody else is to be found: who was there before the child, such as a server that a client
 * hands its descriptors to by a socket (tmux, ssh, systemd), nor at any other number than 1 and 2,
 * where such come to lie; nor what the host has started itself. As far as {@code /proc} lets this
 * user see; elsewhere nobody is found. Never throws.
 */
final class PipeWriters {
  private static final Path PROCESSES = Path.of("/proc");
  private static final List<String> STANDARD = List.of("1", "2");
  private static final ProcessProbe PROBE = ProcessProbe.ofThisMachine();

  private final SpokenPipes pipes;

  private PipeWriters(SpokenPipes pipes) {
    this.pipes = pipes;
  }

  /** Those of a child whose streams nobody knows. */
  static PipeWriters none() {
    return new PipeWriters(new SpokenPipes(Set.of(), 0));
  }

  /** Those of this child; to be asked before it is ended: the host closes its pipes then. */
  static PipeWriters of(ChildRecord child) {
    return new PipeWriters(ChildPipes.of(child));
  }

  /** All that write to them now. */
  List<ProcessHandle> now() {
    if (pipes.names().isEmpty()) {
      return List.of();
    }
    Set<Long> hosts = new HashSet<>(Set.of(ProcessHandle.current().pid()));
    Children.forEach(c -> hosts.add(c.pid()));
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      // The handle is older than the look: of another one that got its number it is none.
      return all.filter(p -> !hosts.contains(p.pid()) && writes(p.pid()) && p.isAlive()).toList();
    } catch (RuntimeException e) {
      return List.of();
    }
  }

  private boolean writes(long pid) {
    Path process = PROCESSES.resolve(Long.toString(pid));
    return STANDARD.stream()
            .anyMatch(fd -> isOne(process, fd) && DescriptorFlags.areToWrite(process, fd))
        && PROBE.startTime(pid).orElse(-1) >= pipes.startTicks();
  }

  private boolean isOne(Path process, String descriptor) {
    try {
      Path link = process.resolve("fd").resolve(descriptor);
      return pipes.names().contains(Files.readSymbolicLink(link).toString());
    } catch (IOException e) {
      return false; // another user's, closed, or it has ended meanwhile
    }
  }
}
