package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileIdentityTest {
  private static final long HOUR = 3_600_000;

  @TempDir Path folder;

  private static FileIdentity of(Path file) throws Exception {
    return Objects.requireNonNull(FileIdentity.of(file));
  }

  @Test
  void aFileIsStillItselfOnceItsMakerHasWrittenIt() throws Exception {
    Path file = Files.createFile(folder.resolve("a.lock"));
    FileIdentity made = of(file);
    long when = made.modified().toMillis();
    Files.writeString(file, "{\"pid\":1}");
    assertTrue(of(file).isStill(made, when));
  }

  @Test
  void oneOfTheSameInodeThatWasChangedLongAfterwardsMayBeAnothers() throws Exception {
    Path file = Files.createFile(folder.resolve("a.lock"));
    FileIdentity made = of(file);
    long when = made.modified().toMillis();
    Files.setLastModifiedTime(file, FileTime.fromMillis(when + HOUR));
    assertFalse(of(file).isStill(made, when));
  }

  @Test
  void anotherFileInItsPlaceIsAnother() throws Exception {
    Path file = Files.createFile(folder.resolve("a.lock"));
    FileIdentity made = of(file);
    Path other = Files.createFile(folder.resolve("b.lock"));
    assertFalse(of(other).isStill(made, made.modified().toMillis()));
  }
}
