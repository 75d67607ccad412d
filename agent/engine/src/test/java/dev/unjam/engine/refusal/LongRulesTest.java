package dev.unjam.engine.refusal;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LongRulesTest {
  private static final String RULE = "[a]\nclass = quota\nsource = s\nstatus = 429\n";

  @TempDir Path folder;

  /** A line without an end, as a device has it, whose length nobody can tell before. */
  private static final class Endless extends Reader {
    private long taken;

    @Override
    public int read(char[] into, int offset, int n) {
      taken += n;
      return n;
    }

    @Override
    public void close() {}
  }

  @Test
  void aHugeFileIsRefusedUnreadWithItsSizeAndTheLimit() throws IOException {
    Path file = folder.resolve("dump.conf");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(3L << 30);
    }
    String message = refused(file);
    assertTrue(message.contains("dump.conf"), message);
    assertTrue(message.contains("3221225472 bytes"), message);
    assertTrue(message.contains("1048576"), message);
  }

  @Test
  void ofWhatHasNoLengthNoMoreIsReadThanTheLimit() {
    Endless endless = new Endless();
    BadRulesException e =
        assertThrows(BadRulesException.class, () -> Classifier.with(endless, "/dev/zero"));
    assertTrue(String.valueOf(e.getMessage()).startsWith("/dev/zero: cannot be read"));
    assertTrue(endless.taken < 2 << 20, "read " + endless.taken);
  }

  @Test
  void aLineThatIsTooLongIsRefusedByItsNumber() throws IOException {
    Path file = folder.resolve("rules.conf");
    Files.writeString(file, RULE + "words = " + "x".repeat(9_000) + "\n");
    String message = refused(file);
    assertTrue(message.contains("rules.conf line 5: it has 9008 characters"), message);
  }

  @Test
  void aFileOfNearlyTheLimitIsRead() throws IOException {
    Path file = folder.resolve("rules.conf");
    Files.writeString(file, RULE + "# a comment\n".repeat(80_000));
    Refusal refusal =
        Classifier.withFile(file.toString())
            .classify(new Exchange(Transport.HTTP, "acme", 429, Map.of(), ""), Instant.EPOCH);
    assertEquals("a", requireNonNull(refusal).rule());
  }

  private static String refused(Path file) {
    return String.valueOf(
        assertThrows(BadRulesException.class, () -> Classifier.withFile(file.toString()))
            .getMessage());
  }
}
