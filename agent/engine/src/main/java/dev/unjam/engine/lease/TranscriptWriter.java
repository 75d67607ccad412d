package dev.unjam.engine.lease;

import dev.unjam.engine.os.KernelLocks;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes into a session's transcript why its turn came to an end, once for each incident.
 *
 * <p>Before the transcript is touched a line in the folder's {@link RecoveryJournal} says what is
 * about to be written, and after it that it is: whoever is killed in between is finished by {@link
 * UnfinishedRecoveries}. Safe for any thread; never throws. It opens and closes the transcript,
 * which would drop the POSIX locks that this JVM holds on that file: one that the kernel has a lock
 * on is left alone.
 */
public final class TranscriptWriter {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final TranscriptOutcome BUSY_FOR_LONG =
      new TranscriptOutcome.Failed("another entry has been on its way there for long");

  private static final String LOCKED = "somebody holds an operating system lock on it";

  /** In place of where an entry may begin that is there already: nobody has tried it before. */
  private static final long NOWHERE = -1;

  private final TranscriptForm form;
  private final FolderLocks folders = new FolderLocks();
  private final Duration patience;
  private final Map<String, Boolean> told = Remembered.map();
  private final PutOffs putOffs = new PutOffs();

  /** Makes one that writes in this form, and waits two seconds for another thread's entry. */
  public TranscriptWriter(TranscriptForm form) {
    this(form, PATIENCE);
  }

  /**
   * Makes one that writes in this form.
   *
   * @param patience how long it waits for any one thread that writes an entry in the same folder
   */
  public TranscriptWriter(TranscriptForm form, Duration patience) {
    this.form = form;
    this.patience = patience;
  }

  /**
   * Appends one entry; a transcript that is missing is made, its folder is not. It waits no longer
   * than its patience for any one thread that writes one in the same folder, and for none that
   * writes elsewhere. For as many times as may pass, the same entry is put off where others kept it
   * waiting for longer; then it has failed.
   */
  public TranscriptOutcome append(Path transcript, RecoveryEntry entry) {
    return append(transcript, NOWHERE, entry, () -> true);
  }

  /**
   * The same for one that has failed, which may be there all the same.
   *
   * @param from in bytes, how large the transcript was before
   * @param goesOn asked more than once, of a transcript that is there right before the write as
   *     well
   */
  public TranscriptOutcome appendAgain(
      Path transcript, long from, RecoveryEntry entry, BooleanSupplier goesOn) {
    return append(transcript, Math.max(0, from), entry, goesOn);
  }

  /** Has no later start write an entry that has failed; as far as the journal can be had. */
  public void drop(Path transcript, RecoveryEntry entry) {
    Path absolute = transcript.toAbsolutePath().normalize();
    try (RecoveryJournal journal = journal(absolute.getParent())) {
      done(journal, PendingEntry.key(String.valueOf(absolute.getFileName()), entry.incident()));
    } catch (IOException e) {
      return; // a start may still find it
    }
  }

  private TranscriptOutcome append(
      Path transcript, long from, RecoveryEntry entry, BooleanSupplier goesOn) {
    if (form == TranscriptForm.NONE) {
      return new TranscriptOutcome.Skipped("the form is none");
    }
    Path absolute = transcript.toAbsolutePath().normalize();
    String key = PendingEntry.key(absolute.toString(), entry.incident());
    TranscriptOutcome outcome = alone(absolute, () -> once(absolute, key, from, entry, goesOn));
    boolean again = !(outcome instanceof TranscriptOutcome.PutOff off) || putOffs.mayWait(key, off);
    return again ? outcome : BUSY_FOR_LONG;
  }

  private TranscriptOutcome once(
      Path transcript, String key, long from, RecoveryEntry entry, BooleanSupplier goesOn) {
    if (told.containsKey(key)) {
      return new TranscriptOutcome.AlreadyThere();
    }
    TranscriptOutcome outcome = journaled(transcript, from, entry, goesOn);
    if (outcome instanceof TranscriptOutcome.Written
        || outcome instanceof TranscriptOutcome.AlreadyThere) {
      told.put(key, Boolean.TRUE);
    }
    return outcome;
  }

  /** Of the threads of this JVM one at a time in a folder. */
  private TranscriptOutcome alone(Path transcript, Supplier<TranscriptOutcome> writing) {
    Path folder = transcript.getParent();
    if (folder == null) {
      return new TranscriptOutcome.Failed("it is not in a folder", true);
    }
    try {
      FolderLock here = folders.of(folder);
      long before = here.turns();
      if (!here.take(patience)) {
        return new TranscriptOutcome.PutOff(here.turns() != before);
      }
      try (here) {
        return writing.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new TranscriptOutcome.Failed("the thread was interrupted");
    } catch (IOException e) {
      return failed(e);
    }
  }

  private TranscriptOutcome journaled(
      Path transcript, long from, RecoveryEntry entry, BooleanSupplier goesOn) {
    try (RecoveryJournal journal = journal(transcript.getParent())) {
      return write(transcript, from, entry, journal, goesOn);
    } catch (IOException | RuntimeException e) {
      return failed(e);
    }
  }

  /**
   * Without one, as in a folder that is not ours to write to, or where it is full, the entry is
   * there once or never.
   */
  private static @Nullable RecoveryJournal journal(@Nullable Path folder) {
    try {
      return folder == null ? null : RecoveryJournal.open(folder, PATIENCE);
    } catch (IOException | IllegalStateException e) {
      return null;
    }
  }

  private TranscriptOutcome write(
      Path transcript,
      long from,
      RecoveryEntry entry,
      @Nullable RecoveryJournal journal,
      BooleanSupplier goesOn)
      throws IOException {
    if (Files.exists(transcript) && !Files.isRegularFile(transcript)) {
      return new TranscriptOutcome.Failed("it is not a regular file", true);
    }
    if (isLocked(transcript)) {
      return new TranscriptOutcome.Failed(LOCKED);
    }
    TranscriptTail tail = tail(transcript);
    String name = String.valueOf(transcript.getFileName());
    if (tail.tells(form, entry.incident())
        || (from >= 0 && TranscriptScan.tells(transcript, from, form, entry.incident()))) {
      done(journal, PendingEntry.key(name, entry.incident()));
      return new TranscriptOutcome.AlreadyThere();
    }
    if (form.isChained() && !tail.whole()) {
      return TranscriptOutcome.Failed.UNCHAINED;
    }
    if (form.isChained() && tail.isOfAnotherForm()) {
      return new TranscriptOutcome.Failed(
          "it is not of a form that is known: found lines of which none is a JSON object; expected"
              + " one JSON object a line",
          true);
    }
    PendingEntry pending = new PendingEntry(name, tail.size(), entry);
    boolean journaled = journal != null && journal.begin(pending);
    byte[] text = text(transcript, entry, tail);
    // Somebody may have come since: who locks it, or who works with it.
    TranscriptOutcome outcome =
        isLocked(transcript)
            ? new TranscriptOutcome.Failed(LOCKED)
            : OneWrite.append(transcript, text, goesOn);
    if (journaled && outcome instanceof TranscriptOutcome.Written) {
      done(journal, pending.key());
    }
    return outcome;
  }

  /**
   * Whoever has a POSIX lock on it in this JVM would lose it with our first close; where it is a
   * link, on what that leads to.
   */
  private static boolean isLocked(Path transcript) {
    try {
      return KernelLocks.now().holder(transcript.toRealPath()).isPresent();
    } catch (IOException e) {
      return KernelLocks.now().holder(transcript).isPresent();
    }
  }

  /** What cannot be marked now is found in the transcript later, and dropped then. */
  private static void done(@Nullable RecoveryJournal journal, String key) {
    try {
      if (journal != null) {
        journal.done(key);
      }
    } catch (IOException e) {
      return; // the entry itself is there
    }
  }

  /**
   * Writes what somebody was killed at, unless it is there; the mark in the journal is up to the
   * caller, who has it open.
   */
  TranscriptOutcome finish(Path transcript, PendingEntry left, BooleanSupplier goesOn) {
    if (form == TranscriptForm.NONE) {
      return new TranscriptOutcome.Skipped("the form is none");
    }
    Path absolute = transcript.toAbsolutePath().normalize();
    return alone(absolute, () -> finishAlone(absolute, left, goesOn));
  }

  private TranscriptOutcome finishAlone(
      Path transcript, PendingEntry left, BooleanSupplier goesOn) {
    try {
      return !Files.exists(transcript) && left.size() > 0
          ? new TranscriptOutcome.Skipped("the transcript is gone")
          : write(transcript, left.size(), left.entry(), null, goesOn);
    } catch (IOException | RuntimeException e) {
      return failed(e);
    }
  }

  private static TranscriptOutcome failed(Exception e) {
    return new TranscriptOutcome.Failed(e instanceof IOException io ? Why.of(io) : e.toString());
  }

  private static TranscriptTail tail(Path transcript) throws IOException {
    try (FileChannel channel = FileChannel.open(transcript, StandardOpenOption.READ)) {
      return TranscriptTail.read(channel);
    } catch (NoSuchFileException e) {
      return TranscriptTail.EMPTY;
    }
  }

  /** A line that a crash tore is ended first, in the same write. */
  private byte[] text(Path transcript, RecoveryEntry entry, TranscriptTail tail) {
    StringBuilder text = new StringBuilder(tail.torn() ? "\n" : "");
    String header = tail.empty() ? form.header(transcript, entry) : null;
    if (header != null) {
      text.append(header).append('\n');
    }
    text.append(form.line(transcript, entry, tail.lastId())).append('\n');
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
