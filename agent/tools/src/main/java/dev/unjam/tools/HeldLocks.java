package dev.unjam.tools;

import dev.unjam.engine.lease.HolderInquiry;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The lock files that a JVM's agent says are held there, by the places where they really lie. */
final class HeldLocks {
  private final Map<Path, Map<?, ?>> byPlace = new HashMap<>();
  private final Map<Path, Path> folders = new HashMap<>();
  private final Map<Object, String> verdicts = new HashMap<>();

  /** Switched off, or with a watchdog that does not come round: nothing held means nothing then. */
  private final boolean blind;

  private HeldLocks(Answer status) {
    blind = status.isUnhealthy() && status.objects("holds").isEmpty();
    for (Map<?, ?> incident : status.openIncidents()) {
      verdicts.put(Answer.text(incident, "id", "?"), Answer.text(incident, "verdict", "unknown"));
    }
    for (Map<?, ?> hold : status.objects("holds")) {
      if ("lockfile".equals(hold.get("kind")) && hold.get("lock") instanceof String path) {
        place(path).ifPresent(place -> byPlace.put(place, hold));
      }
    }
  }

  /** What the agent inside a JVM says; null where it does not run there any more. */
  static @Nullable HeldLocks of(AgentInside inside) throws NotPossibleException {
    Answer status = inside.ask("status", null);
    return status == null ? null : new HeldLocks(status);
  }

  /** What the JVM says of this lock file; never empty. */
  Optional<HolderInquiry.Answer> of(Path lock) {
    Map<?, ?> hold = byPlace.get(place(lock));
    if (hold != null) {
      return Optional.of(told(hold));
    }
    return Optional.of(
        blind
            ? new HolderInquiry.Mute("it does not look at its locks now; see status PID")
            : new HolderInquiry.Told(false, null, null, false));
  }

  private HolderInquiry.Told told(Map<?, ?> hold) {
    Object incident = hold.get("incident");
    return new HolderInquiry.Told(
        true,
        thread(hold),
        incident == null
            ? null
            : incident + " (" + verdicts.getOrDefault(incident, "unknown") + ")",
        Boolean.TRUE.equals(hold.get("given_up")));
  }

  private static @Nullable String thread(Map<?, ?> hold) {
    Object name = hold.get("holder");
    return name == null ? null : name + "#" + Answer.text(hold, "thread_id", "?");
  }

  private Optional<Path> place(String path) {
    try {
      return Optional.of(place(Path.of(path)));
    } catch (InvalidPathException e) {
      return Optional.empty(); // the JVM runs in another locale than we do
    }
  }

  /** The gateway may have come to the folder by another way than whoever named it to us. */
  private Path place(Path lock) {
    Path folder = lock.getParent();
    return folder == null
        ? lock
        : folders.computeIfAbsent(folder, HeldLocks::real).resolve(lock.getFileName());
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder.toAbsolutePath().normalize();
    }
  }
}
