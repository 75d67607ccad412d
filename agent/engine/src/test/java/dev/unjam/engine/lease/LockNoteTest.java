package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The times are those of a file server, whose clock is an hour ahead. */
class LockNoteTest {
  private static final long CREATED = 1_000_000;
  private static final long SERVERS = CREATED + 3_600_000;

  @TempDir Path folder;

  private static FileSight seen(Object key, long size, long millis) {
    return seen(key, size, millis, SERVERS);
  }

  private static FileSight seen(Object key, long size, long millis, long born) {
    FileTime at = FileTime.fromMillis(millis);
    return new FileSight(new FileIdentity(key, size, at), at, FileTime.fromMillis(born));
  }

  private static LockNote made(FileSight seen) {
    return LockNote.first(seen, CREATED, CREATED + 250);
  }

  @Test
  void aPayloadThatIsWrittenInTheFirstTwoSecondsIsTheMakers() {
    LockNote made = made(seen("a", 0, SERVERS));
    FileSight written = seen("a", 9, SERVERS + 1_900);
    assertFalse(made.isUntouched(written));
    LockNote renewed = Objects.requireNonNull(made.renewed(written));
    assertTrue(renewed.isUntouched(written));
    assertTrue(renewed.isStill(written));
    // from the first look on, not from the latest
    assertNull(renewed.renewed(seen("a", 9, SERVERS + 2_100)));
    assertNull(renewed.renewed(seen("a", 9, SERVERS - 1)));
    assertNull(renewed.renewed(seen("b", 9, SERVERS + 1_900)));
    assertNull(renewed.renewed(seen("a", 9, SERVERS + 1_900, SERVERS + 1_890)));
  }

  @Test
  void whatIsMadeOfTheSameInodeAndSizeLaterIsAnother() {
    LockNote made = made(seen("a", 9, SERVERS));
    for (long after : new long[] {1_500, 4_000}) {
      FileSight later = seen("a", 9, SERVERS + after, SERVERS + after);
      assertNull(made.renewed(later), "or its making is not told");
      assertFalse(made.isStill(later));
      assertFalse(made.isTheSame(later));
      assertFalse(made.isUntouched(later));
    }
  }

  @Test
  void whatWasMadeAtTheSameTimeIsTheSameFileWhereThatIsTold() {
    LockNote made = made(seen("a", 9, SERVERS));
    FileSight touched = seen("a", 9, SERVERS + 4_000);
    assertTrue(made.isTheSame(touched));
    assertFalse(made.isUntouched(touched));
    assertFalse(made.isTheSame(seen("a", 9, SERVERS + 4_000, SERVERS + 3_999)));
    assertFalse(made.isTheSame(seen("b", 9, SERVERS + 4_000)));
  }

  /** A payload is written within a clock's tick of the making: both times are the same then. */
  @Test
  void whatWasMadeAtAnotherTimeIsAnotherWhereTheFolderTellsThat() {
    LockNote made = made(seen("a", 9, SERVERS, SERVERS));
    FileSight later = seen("a", 9, SERVERS + 4_000, SERVERS + 4_000);
    assertTrue(made.isAnother(later, true));
    assertFalse(made.isAnother(later, false), "it may have been written to");
    assertTrue(made.isAnother(seen("a", 9, SERVERS + 4_000, SERVERS + 3_999), false));
    assertTrue(made.isAnother(seen("b", 9, SERVERS, SERVERS), false));
    assertFalse(made.isAnother(seen("a", 9, SERVERS + 4_000, SERVERS), true));
  }

  @Test
  void whoSetsTheTimeOfTheLastWriteBackDoesNotSetBackThatOfTheChange() {
    FileSight first = seen("a", 9, SERVERS);
    LockNote made = made(first);
    FileSight forged =
        new FileSight(first.file(), FileTime.fromMillis(SERVERS + 4_000), first.born());
    assertTrue(made.isStill(forged), "as a further link to it has it, too");
    assertFalse(made.isUntouched(forged));
  }

  @Test
  void whatIsFirstSeenLateIsTheMakersOnlyIfItHasNotChangedSince() {
    FileSight old = seen("a", 9, CREATED + 10);
    assertTrue(LockNote.first(old, CREATED, CREATED + 60_000).isUntouched(old));
    FileSight young = seen("a", 9, CREATED + 50_000);
    LockNote unsure = LockNote.first(young, CREATED, CREATED + 60_000);
    assertTrue(unsure.isStill(young));
    assertFalse(unsure.isUntouched(young));
    assertFalse(unsure.isTheSame(seen("a", 9, CREATED + 70_000)));
  }

  @Test
  void whatIsFirstSeenLateIsTheMakersIfItWasMadeThen() {
    FileSight young = seen("a", 9, CREATED + 50_000, CREATED + 10);
    LockNote made = LockNote.first(young, CREATED, CREATED + 60_000);
    assertTrue(made.isUntouched(young));
    assertTrue(made.isTheSame(seen("a", 9, CREATED + 70_000, CREATED + 10)));
    FileSight another = seen("a", 9, CREATED + 50_000, CREATED + 2_100);
    assertFalse(LockNote.first(another, CREATED, CREATED + 60_000).isUntouched(another));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFileIsSeenWithBothItsTimes() throws Exception {
    Path file = Files.writeString(folder.resolve("a.lock"), "x");
    FileSight before = Objects.requireNonNull(FileSight.of(file));
    assertEquals(FileIdentity.of(file), before.file());
    FileTime past = FileTime.fromMillis(SERVERS);
    Files.setLastModifiedTime(file, past);
    FileSight after = Objects.requireNonNull(FileSight.of(file));
    assertEquals(past, after.file().modified());
    assertTrue(after.changed().compareTo(before.changed()) >= 0);
    assertTrue(after.changed().compareTo(past) > 0, "that one cannot be set");
    assertEquals(before.file().fileKey(), after.file().fileKey());
    Files.delete(file);
    assertNull(FileSight.of(file));
  }
}
