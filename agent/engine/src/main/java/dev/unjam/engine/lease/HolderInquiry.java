package dev.unjam.engine.lease;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks a running holder's JVM, where Unjam is in it, what it knows of one of its lock files.
 *
 * <p>Called by the doctor for holders that run only, on its own thread; an implementation never
 * throws, takes a bounded time, and answers empty where nobody is there to ask.
 */
public interface HolderInquiry {
  /** Asks nobody. */
  HolderInquiry NOBODY = (pid, lock) -> Optional.empty();

  /** Asks the JVM of this pid for this lock file, named by its absolute path. */
  Optional<Answer> ask(long pid, Path lock);

  /**
   * Asks every JVM of this machine that has Unjam inside, for a lock that names no holder; empty
   * where none of them holds it. May be called for thousands.
   */
  default Optional<Answer> askAll(Path lock) {
    return Optional.empty();
  }

  /** What came of asking. */
  sealed interface Answer {
    /** Says it in plain words. */
    String reason();
  }

  /**
   * What a JVM says of a lock file.
   *
   * @param held whether it knows of a hold on it; it does not of holds from before it was attached
   *     to
   * @param thread the holder's name, or null
   * @param incident the open incident on it, or null
   * @param givenUp whether everything was tried on it in vain
   */
  record Told(boolean held, @Nullable String thread, @Nullable String incident, boolean givenUp)
      implements Answer {
    boolean stuck() {
      return incident != null || givenUp;
    }

    @Override
    public String reason() {
      if (!held) {
        return "its JVM knows of no hold on it";
      }
      String who = thread == null ? "a thread" : CleanText.line(thread, 80);
      String holds = "its JVM says that " + who + " holds it";
      if (incident != null) {
        return holds + ", and has an open incident on it, " + CleanText.line(incident, 80);
      }
      return givenUp ? holds + ", and that nothing helped: this needs a restart" : holds;
    }
  }

  /**
   * Some JVM with Unjam inside, which may hold it, said nothing, and no other one holds it.
   *
   * @param pid its process
   * @param why in plain words
   */
  record NotAllAsked(long pid, String why) implements Answer {
    @Override
    public String reason() {
      return "pid "
          + pid
          + " has Unjam inside, may hold it, and could not be asked: "
          + CleanText.line(why, 300);
    }
  }

  /**
   * A JVM with Unjam inside said nothing.
   *
   * @param why in plain words
   */
  record Mute(String why) implements Answer {
    @Override
    public String reason() {
      return "its JVM has Unjam inside, but could not be asked: " + CleanText.line(why, 300);
    }
  }
}
