package dev.unjam.engine.lease;

import dev.unjam.engine.os.Container;
import dev.unjam.engine.os.OpenFiles;
import dev.unjam.engine.os.OtherUsers;
import dev.unjam.engine.os.Seclusion;
import dev.unjam.engine.os.SharedStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Knows what speaks against calling a lock stale though its holder is not seen here: who wrote it
 * may be where we cannot look.
 */
final class Doubts {
  /** Clocks of files and of processes differ by about that much. */
  private static final Duration MARGIN = Duration.ofSeconds(2);

  private final OtherUsers others = OtherUsers.here();
  private final OpenFiles openFiles = new OpenFiles();
  private final Map<Path, Optional<String>> stores = new HashMap<>();
  private final Map<Path, Boolean> own = new HashMap<>();
  private final @Nullable Instant aloneSince;
  private final boolean contained;

  private Doubts(@Nullable Instant aloneSince, boolean contained) {
    this.aloneSince = aloneSince;
    this.contained = contained;
  }

  /** For a gateway that looks at its own folders. */
  static Doubts ofGateway() {
    return new Doubts(null, Container.isOne());
  }

  /**
   * For a visitor, who may have been started in a container of its own over somebody's folders. A
   * gateway that starts anew in a container is alone there too, and is the one who knows.
   */
  static Doubts ofVisitor() {
    return new Doubts(Seclusion.since().orElse(null), Container.isOne());
  }

  /** For whoever was told that no other container works on these folders. */
  static Doubts ofTheOnlyContainer() {
    return new Doubts(null, false);
  }

  /** Says why the holder may be elsewhere; empty where nothing speaks for that. */
  Optional<String> about(LockFile file) {
    Instant last = file.lastSign();
    if (aloneSince != null && (last == null || last.isBefore(aloneSince.plus(MARGIN)))) {
      return Optional.of(
          "nothing but this command runs in this container, and the lock is older than the"
              + " container: run this where the gateway runs");
    }
    if (contained && isVolume(file) && file.payload().text(LockPayload.NAMESPACE) == null) {
      return Optional.of(
          "its holder may be in another container that has this folder as well: nothing shows that"
              + " it was in this one (if no other container works here: doctor --alone, or sweep=alone for the agent)");
    }
    if (file.isEmpty() && others.hideHolderOf(file.path())) {
      return Optional.of(
          "it names nobody and is another user's, whose processes cannot be looked into from here:"
              + " run this as that user, or as root");
    }
    OptionalLong opener = file.isEmpty() ? openFiles.holder(file.path()) : OptionalLong.empty();
    if (opener.isPresent()) {
      return Optional.of("pid " + opener.getAsLong() + " has it open");
    }
    // what it says of its host was compared before
    return file.payload().text("hostname", "host", "bootId", "boot_id") != null
        ? Optional.empty()
        : store(file.path())
            .map(type -> "it lies on " + type + ", and does not say which host its pid counts on");
  }

  private boolean isVolume(LockFile file) {
    Path folder = file.path().toAbsolutePath().getParent();
    return folder == null || !own.computeIfAbsent(folder, Container::isOwn);
  }

  private Optional<String> store(Path lock) {
    Path folder = lock.toAbsolutePath().getParent();
    return folder == null ? Optional.empty() : stores.computeIfAbsent(folder, SharedStore::under);
  }
}
