package dev.unjam.engine.remedy;

import dev.unjam.bridge.ChildRecord;
import dev.unjam.bridge.Children;
import dev.unjam.bridge.SpokenPipes;
import dev.unjam.engine.os.ProcessProbe;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Notes by which pipes each child speaks to the host, which closes them when the child ends. */
public final class ChildPipes {
  private static final Path OWN = Path.of("/proc/self/fd");
  private static final ProcessProbe PROCESSES = ProcessProbe.ofThisMachine();

  private ChildPipes() {}

  /** Notes those of the children that are new; the watchdog's thread. Never throws. */
  public static void note() {
    if (Children.any()) {
      Children.forEach(ChildPipes::of);
    }
  }

  /**
   * Those of this child, as Linux shows them; any thread.
   *
   * <p>None where a child speaks by no pipe, where it had ended before anybody looked, and where
   * there is no {@code /proc}.
   */
  static SpokenPipes of(ChildRecord child) {
    SpokenPipes noted = child.pipes();
    if (noted != null) {
      return noted;
    }
    OptionalLong started = PROCESSES.startTime(child.pid());
    // What was read in between is of the same process.
    boolean known = started.isPresent() && child.process().toHandle().isAlive();
    SpokenPipes found = new SpokenPipes(known ? names(child) : Set.of(), started.orElse(0));
    child.pipes(found);
    return found;
  }

  private static Set<String> names(ChildRecord child) {
    return Stream.of(child.outputPipe(), child.errorPipe())
        .map(ChildPipes::name)
        .flatMap(Stream::ofNullable)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static @Nullable String name(@Nullable FileDescriptor ours) {
    if (ours == null) {
      return null;
    }
    try {
      int number = PipeEnd.number(ours);
      String name = Files.readSymbolicLink(OWN.resolve(Integer.toString(number))).toString();
      // It is made invalid before it is closed: the number was no other's meanwhile.
      return name.startsWith("pipe:") && ours.valid() ? name : null;
    } catch (IOException | ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }
}
