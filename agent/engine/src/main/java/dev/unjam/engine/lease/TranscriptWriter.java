package dev.unjam.engine.lease;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Writes into a session's transcript why its turn came to an end, once for each incident.
 *
 * <p>One write in append mode, which the kernel puts at the end whoever else writes. A line that
 * was torn by a crash is ended first, in that same write. Safe for any thread; never throws. It
 * opens and closes the transcript, which drops the POSIX locks that this JVM holds on that file.
 */
public final class TranscriptWriter {
  private static final int REMEMBERED = 1024;
  private static final Set<StandardOpenOption> APPEND_OR_CREATE =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);

  private final TranscriptForm form;
  private final Map<String, Boolean> told = new Remembered();

  /** Makes one that writes in this form. */
  public TranscriptWriter(TranscriptForm form) {
    this.form = form;
  }

  /** Appends one entry; a transcript that is missing is made, its folder is not. */
  public synchronized TranscriptOutcome append(Path transcript, RecoveryEntry entry) {
    if (form == TranscriptForm.NONE) {
      return new TranscriptOutcome.Skipped("the form is none");
    }
    String key = entry.incident() + " " + transcript.toAbsolutePath().normalize();
    if (told.containsKey(key)) {
      return new TranscriptOutcome.AlreadyThere();
    }
    TranscriptOutcome outcome = write(transcript, entry);
    if (outcome instanceof TranscriptOutcome.Written
        || outcome instanceof TranscriptOutcome.AlreadyThere) {
      told.put(key, Boolean.TRUE);
    }
    return outcome;
  }

  private TranscriptOutcome write(Path transcript, RecoveryEntry entry) {
    try {
      if (Files.exists(transcript) && !Files.isRegularFile(transcript)) {
        return new TranscriptOutcome.Failed("it is not a regular file");
      }
      TranscriptTail tail = tail(transcript);
      if (tail.tells(entry.incident())) {
        return new TranscriptOutcome.AlreadyThere();
      }
      if (form == TranscriptForm.OPENCLAW && !tail.whole()) {
        return new TranscriptOutcome.Failed("its end has no entry to chain to");
      }
      return write(transcript, tail.empty(), text(transcript, entry, tail));
    } catch (IOException | RuntimeException e) {
      return new TranscriptOutcome.Failed(e instanceof IOException io ? Why.of(io) : e.toString());
    }
  }

  private static TranscriptTail tail(Path transcript) throws IOException {
    try (FileChannel channel = FileChannel.open(transcript, StandardOpenOption.READ)) {
      return TranscriptTail.read(channel);
    } catch (NoSuchFileException e) {
      return TranscriptTail.EMPTY;
    }
  }

  private String text(Path transcript, RecoveryEntry entry, TranscriptTail tail) {
    if (form == TranscriptForm.GENERIC) {
      return (tail.torn() ? "\n" : "") + TranscriptEntry.generic(entry) + "\n";
    }
    String before = tail.torn() ? "\n" : "";
    if (tail.empty()) {
      before = TranscriptEntry.openclawHeader(transcript, entry.at()) + "\n";
    }
    return before + TranscriptEntry.openclaw(transcript, entry, tail.lastId()) + "\n";
  }

  private static TranscriptOutcome write(Path transcript, boolean created, String text)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    try (FileChannel channel = FileChannel.open(transcript, APPEND_OR_CREATE, ownerOnly())) {
      channel.write(bytes);
      if (bytes.hasRemaining()) {
        return new TranscriptOutcome.Failed(
            "only "
                + bytes.position()
                + " of "
                + bytes.limit()
                + " bytes went in: is the disk full?");
      }
      channel.force(false);
    }
    return new TranscriptOutcome.Written(created);
  }

  /** What a transcript that we make may hold later is nobody else's business. */
  private static FileAttribute<?>[] ownerOnly() {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Forgets the oldest, so that a host that runs for months keeps its memory. */
  private static final class Remembered extends LinkedHashMap<String, Boolean> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
      return size() > REMEMBERED;
    }
  }
}
