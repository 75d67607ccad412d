package dev.unjam.engine.lease;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Appends to a file by one write, which the kernel puts at the end whoever else writes; or leaves
 * the file as it was.
 */
final class OneWrite {
  private static final Set<StandardOpenOption> APPEND_OR_CREATE =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);

  private static final TranscriptOutcome TOO_LATE =
      new TranscriptOutcome.Failed("it took too long, and waits for another start");

  private OneWrite() {}

  /**
   * Does it.
   *
   * @param goesOn asked before a file is opened or made, and right before the write: but then of
   *     none that was made, for whoever has opened it since must not have it taken away
   */
  static TranscriptOutcome append(Path file, byte[] text, BooleanSupplier goesOn)
      throws IOException {
    boolean created = !Files.exists(file);
    if (!goesOn.getAsBoolean()) {
      return TOO_LATE;
    }
    ByteBuffer bytes = ByteBuffer.wrap(text);
    try (FileChannel channel = FileChannel.open(file, APPEND_OR_CREATE, OwnerOnly.attributes())) {
      if (!created && !goesOn.getAsBoolean()) {
        return TOO_LATE;
      }
      long before = channel.size();
      try {
        channel.write(bytes);
      } finally {
        takeBack(channel, before, bytes);
      }
      if (bytes.hasRemaining()) {
        deleteEmpty(file, created);
        return new TranscriptOutcome.Failed(
            "only "
                + bytes.position()
                + " of "
                + bytes.limit()
                + " bytes would go in: is the disk full?");
      }
      channel.force(false);
    } catch (IOException e) {
      deleteEmpty(file, created);
      throw e;
    }
    return new TranscriptOutcome.Written(created);
  }

  /** Half a line would be in everybody's way; unless somebody has gone on behind it already. */
  private static void takeBack(FileChannel channel, long before, ByteBuffer bytes)
      throws IOException {
    boolean half = bytes.position() > 0 && bytes.hasRemaining();
    if (half && channel.size() == before + bytes.position()) {
      channel.truncate(before);
    }
  }

  /** A transcript without its first line is worse than none. */
  private static void deleteEmpty(Path file, boolean created) throws IOException {
    if (created && Files.exists(file) && Files.size(file) == 0) {
      Files.delete(file);
    }
  }
}
