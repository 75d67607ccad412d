package dev.unjam.engine.remedy;

import dev.unjam.bridge.ChildRecord;
import dev.unjam.bridge.Children;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Notes by which pipes each child speaks to the host, which closes them when the child ends. */
public final class ChildPipes {
  private static final Path OWN = Path.of("/proc/self/fd");

  private ChildPipes() {}

  /** Notes those of the children that are new; the watchdog's thread. Never throws. */
  public static void note() {
    if (Children.any()) {
      Children.forEach(ChildPipes::of);
    }
  }

  /**
   * The names of this child's, as Linux shows them; any thread.
   *
   * <p>Empty where a child speaks by no pipe, where all were closed before anybody looked, and
   * where there is no {@code /proc}.
   */
  static Set<String> of(ChildRecord child) {
    Set<String> noted = child.pipes();
    if (noted != null) {
      return noted;
    }
    Set<String> pipes =
        Stream.of(child.outputPipe(), child.errorPipe())
            .map(ChildPipes::name)
            .flatMap(Stream::ofNullable)
            .collect(Collectors.toUnmodifiableSet());
    child.pipes(pipes);
    return pipes;
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
