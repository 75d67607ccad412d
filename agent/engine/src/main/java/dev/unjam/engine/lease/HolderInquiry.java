package dev.unjam.engine.lease;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks a running holder's JVM, where Unjam is in it, what it knows of one of its lock files.
 *
 * <p>Called by the doctor for live holders only, on its own thread; an implementation never throws,
 * and answers empty where nobody is there to ask or the answer does not come soon.
 */
public interface HolderInquiry {
  /** Asks nobody. */
  HolderInquiry NOBODY = (pid, lock) -> Optional.empty();

  /** Asks the JVM of this pid for this lock file, named by its absolute path. */
  Optional<Answer> ask(long pid, Path lock);

  /**
   * What a JVM says of a lock file.
   *
   * @param held whether it knows of a hold on it; it does not of holds from before it was attached
   *     to
   * @param thread the holder's name, or null
   * @param incident the open incident on it, or null
   */
  record Answer(boolean held, @Nullable String thread, @Nullable String incident) {
    String reason() {
      if (incident != null) {
        return "its JVM has an open incident on it, " + CleanText.line(incident, 80);
      }
      return held
          ? "its JVM says that "
              + (thread == null ? "it" : CleanText.line(thread, 80))
              + " holds it"
          : "its JVM knows of no hold on it";
    }
  }
}
