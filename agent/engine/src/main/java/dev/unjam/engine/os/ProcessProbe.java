package dev.unjam.engine.os;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Says what the operating system knows of a process by its number.
 *
 * <p>Implementations are safe for any thread, never throw, and answer with {@code UNKNOWN} or empty
 * where they cannot tell.
 */
public interface ProcessProbe {
  /** Says whether a process of this number runs. */
  Liveness liveness(long pid);

  /** Returns field 22 of {@code /proc/<pid>/stat}: clock ticks since boot; empty elsewhere. */
  OptionalLong startTime(long pid);

  /**
   * Returns the wall-clock time of the process's start, to about a second. Where sources differ it
   * is the earliest, so that nobody is called younger than they are.
   */
  Optional<Instant> startedAt(long pid);

  /**
   * Says whether times of files can be compared with {@link #startedAt}: where the clock was set
   * meanwhile, who started before a file was written looks younger than it. False where that cannot
   * be told.
   */
  default boolean clockWasLeftAlone() {
    return false;
  }

  /**
   * Says whether this number may mean a process of another pid namespace, which makes neither its
   * presence nor its absence here a proof; empty where it may not.
   */
  default Optional<String> ambiguity(long pid) {
    return Optional.empty();
  }

  /** Says whether it may need native code to answer, which must not be loaded before main. */
  default boolean asksNatively() {
    return false;
  }

  /**
   * Returns the same for one thread that asks again and again: of a process that runs it is looked
   * up anew a tenth of a second later only.
   */
  default ProcessProbe forManyQuestions() {
    return new RememberedAnswers(this);
  }

  /** Returns the probe for the machine that this JVM runs on. */
  static ProcessProbe ofThisMachine() {
    Path proc = Path.of("/proc");
    return Files.isReadable(proc.resolve("self/stat"))
        ? new ProcProbe(proc, PidNamespace.of(proc))
        : ofOtherSystems();
  }

  /** Returns the probe for machines that have no {@code /proc}: what the JDK knows, and no more. */
  static ProcessProbe ofOtherSystems() {
    return new HandleProbe();
  }
}
