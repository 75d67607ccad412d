package dev.unjam.engine.remedy;

import dev.unjam.bridge.Faults;
import dev.unjam.engine.lease.RecoveryEntry;
import dev.unjam.engine.lease.TranscriptOutcome;
import dev.unjam.engine.lease.TranscriptWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Entries that could not be written before their lock file was removed, on a full disk for example:
 * tried again while no such lock file is there, for about a day of the watchdog's time. With the
 * process they are lost, unless the journal in the folder has them.
 *
 * <p>Each folder is asked on a thread of its own, which may hang and is there only for one round.
 * Of more than 256 the latest are given up at once.
 */
public final class OwedEntries {
  private static final int MOST = 256;
  private static final long FIRST_MILLIS = 1_000;
  private static final long LONGEST_MILLIS = 60_000;

  /** A day of the longest pauses. */
  private static final int MOST_TRIES = 1_440;

  private final TranscriptWriter writer;
  private final BooleanSupplier mayAct;
  private final Map<Path, Folder> folders = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();

  /**
   * Makes one that owes nothing.
   *
   * @param mayAct whether anything may be written; any thread
   */
  public OwedEntries(TranscriptWriter writer, BooleanSupplier mayAct) {
    this.writer = writer;
    this.mayAct = mayAct;
  }

  /**
   * Has an entry written as soon as that goes; any thread.
   *
   * @param before what the transcript was before it failed, as {@link Before#of} tells
   * @param told hears on a thread of ours that it was written, that it was there already, or that
   *     the transcript is gone or another one is in its place; nothing where it is given up
   */
  void add(Path transcript, Before before, RecoveryEntry entry, Consumer<TranscriptOutcome> told) {
    Path absolute = transcript.toAbsolutePath().normalize();
    Path folder = absolute.getParent();
    if (folder == null || count.incrementAndGet() > MOST) {
      count.decrementAndGet();
      return;
    }
    Owed owed = new Owed(absolute, before, entry, told);
    folders.compute(folder, (path, known) -> with(known, owed));
  }

  /**
   * Has those tried whose turn it is, without waiting; one thread only.
   *
   * @param now in credited milliseconds
   */
  public void tick(long now) {
    for (Path path : folders.keySet()) {
      Folder folder = folders.computeIfPresent(path, (key, f) -> f.owed.isEmpty() ? null : f);
      try {
        if (folder != null) {
          folder.tick(now);
        }
      } catch (OutOfMemoryError e) {
        // No thread to be had: the next time, perhaps.
        Faults.suppress(e);
      }
    }
  }

  /** Whether no round is at work. */
  boolean isAtRest() {
    return folders.values().stream().noneMatch(Folder::isAtWork);
  }

  private Folder with(@Nullable Folder before, Owed owed) {
    Folder folder = before == null ? new Folder() : before;
    folder.owed.add(owed);
    return folder;
  }

  /**
   * What a transcript is at one moment.
   *
   * @param size in bytes; below zero where there is none, and 0 where that cannot be told
   * @param key tells it from one that is put in its place while it is still somewhere; null where
   *     there is none, or where that cannot be told
   */
  record Before(long size, @Nullable Object key) {
    static Before of(Path transcript) {
      try {
        return now(transcript);
      } catch (IOException e) {
        return new Before(0, null);
      }
    }

    private static Before now(Path transcript) throws IOException {
      try {
        BasicFileAttributes seen = Files.readAttributes(transcript, BasicFileAttributes.class);
        return new Before(seen.size(), seen.fileKey());
      } catch (NoSuchFileException e) {
        return new Before(-1, null);
      }
    }

    /** Why an entry that was owed then is not to be written to what is there now, or null. */
    private @Nullable String whyNotTo(Before now) {
      if (now.size < 0) {
        return size < 0 ? null : "the transcript is gone";
      }
      return key == null || now.key == null || key.equals(now.key)
          ? null
          : "another transcript is in its place";
    }
  }

  /** The entries of one folder; but for those the watchdog's own. */
  private final class Folder {
    private final Queue<Owed> owed = new ConcurrentLinkedQueue<>();
    private @Nullable RemedyRun run;
    private long pause = FIRST_MILLIS;
    private long due = Long.MIN_VALUE;

    boolean isAtWork() {
      return run != null && run.result() == null;
    }

    void tick(long now) {
      if (isAtWork()) {
        return;
      }
      if (due == Long.MIN_VALUE) {
        due = now + pause;
      }
      if (now >= due) {
        pause = Math.min(2 * pause, LONGEST_MILLIS);
        due = now + pause;
        run = RemedyRun.start("entries", goesOn -> round());
      }
    }

    private Attempt round() {
      owed.removeIf(each -> mayAct.getAsBoolean() && each.isOver());
      return new Attempt.Done("one round");
    }
  }

  /** One that is owed; used by one thread after the other. */
  private final class Owed {
    private final Path transcript;
    private final Path lock;
    private final RecoveryEntry entry;
    private final Consumer<TranscriptOutcome> told;

    /** One that was there and was deleted or renamed since is not made again. */
    private final Before before;

    /** What it was when there was nothing in it to chain to: it is not read again for that. */
    private @Nullable Before unchained;

    private int tries;

    Owed(Path transcript, Before before, RecoveryEntry entry, Consumer<TranscriptOutcome> told) {
      this.transcript = transcript;
      this.lock = transcript.resolveSibling(transcript.getFileName() + ".lock");
      this.entry = entry;
      this.told = told;
      this.before = before;
    }

    /** Tries it; whether there is nothing left to be done about it. */
    boolean isOver() {
      tries++;
      TranscriptOutcome outcome = tried();
      boolean waits =
          outcome == null
              || (outcome instanceof TranscriptOutcome.Failed failed && !failed.lasting())
              || outcome instanceof TranscriptOutcome.PutOff;
      if (!waits) {
        told.accept(outcome);
      }
      boolean over = !waits || tries >= MOST_TRIES;
      if (over) {
        count.decrementAndGet();
      }
      return over;
    }

    private @Nullable TranscriptOutcome tried() {
      try {
        Before now = Before.now(transcript);
        String not = before.whyNotTo(now);
        if (not != null) {
          writer.drop(transcript, entry);
          return new TranscriptOutcome.Skipped(not);
        }
        // Whoever comes to work with it meanwhile has read it without the entry, perhaps.
        BooleanSupplier alone = () -> mayAct.getAsBoolean() && isFree() && isStill(now);
        return now.equals(unchained) || !alone.getAsBoolean() ? null : tried(now, alone);
      } catch (IOException e) {
        return null;
      }
    }

    private TranscriptOutcome tried(Before now, BooleanSupplier alone) {
      TranscriptOutcome outcome =
          writer.appendAgain(transcript, Math.max(0, before.size()), entry, alone);
      unchained = TranscriptOutcome.Failed.UNCHAINED.equals(outcome) ? now : null;
      return outcome;
    }

    private boolean isStill(Before known) {
      try {
        return Before.now(transcript).equals(known);
      } catch (IOException e) {
        return false;
      }
    }

    private boolean isFree() {
      return Files.notExists(lock, LinkOption.NOFOLLOW_LINKS);
    }
  }
}
