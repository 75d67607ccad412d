package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.os.Machine;
import dev.unjam.engine.os.ProcessProbe;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which lock files with our pid are surely ours. */
class WrittenHereTest {
  private static final long PID = ProcessHandle.current().pid();
  private static final Machine HERE = new Machine("here", "boot", "pid:[7]");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\'',
      textBlock =
          """
          {"pid":PID};                            true;  false; false; false
          {"pid":PID,"host":"here"};              true;  true;  true;  true
          {"pid":PID,"host":"there"};             false; false; false; false
          {"pid":PID,"pidNamespace":"pid:[7]"};   true;  true;  false; false
          {"pid":PID,"pidNamespace":"pid:[8]"};   false; false; false; false
          {"pid":PID,"bootId":"another"};         false; false; false; false
          {"pid":PID,"bootId":"boot"};            true;  false; false; false
          {"pid":1};                              false; false; false; false
          {"owner":"node-7"};                     false; false; false; false
          {"pid":PID,"crea;                       false; false; false; false
          """)
  void ourPidIsOursWhereNobodyElseMayHaveItOrTheFileSaysSo(
      String content, boolean alone, boolean contained, boolean shared, boolean both)
      throws IOException {
    LockFile file = written(content.replace("PID", String.valueOf(PID)));
    assertEquals(alone, wrote(file, false, false), "alone");
    assertEquals(contained, wrote(file, true, false), "in a container");
    assertEquals(shared, wrote(file, false, true), "on a share");
    assertEquals(both, wrote(file, true, true), "both");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\'',
      textBlock =
          """
          {"pid":PID};                            true;  true
          {"pid":PID,"host":"here"};              true;  true
          {"pid":PID,"host":"Here.example.org"};  true;  true
          {"pid":PID,"host":"there"};             true;  false
          {"pid":PID,"host":"hereafter"};         true;  false
          {"pid":PID,"pid_ns":"pid:[7]"};         true;  true
          {"pid":PID,"pid_ns":"pid:[8]"};         true;  false
          {"pid":PID,"boot_id":"another"};        true;  false
          {"pid":1};                              false; false
          {"owner":"node-7"};                     false; false
          """)
  void ourPidMayBeOursUnlessTheFileSaysOtherwiseWhereSomebodyElseMayHaveIt(
      String content, boolean alone, boolean beside) throws IOException {
    LockFile file = written(content.replace("PID", String.valueOf(PID)));
    assertEquals(alone, here(false, false).mayHave(file), "alone");
    assertEquals(beside, here(true, false).mayHave(file), "in a container");
    assertEquals(beside, here(false, true).mayHave(file), "on a share");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anotherStartIsAnotherProcesss() throws IOException {
    long start = ProcessProbe.ofThisMachine().startTime(PID).orElseThrow();
    String content = "{\"pid\":%d,\"starttime\":%d}";
    assertTrue(WrittenHere.maybe(written(content.formatted(PID, start))));
    assertFalse(WrittenHere.maybe(written(content.formatted(PID, start + 1))));
    long epoch = ProcessHandle.current().info().startInstant().orElseThrow().getEpochSecond();
    assertTrue(WrittenHere.maybe(written(content.formatted(PID, epoch))), "in another unit");
    long now = System.currentTimeMillis();
    assertTrue(WrittenHere.maybe(written(content.formatted(PID, now))), "no ticks");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theTimeOfTheStartTellsWhereverWeAre() throws IOException {
    long start = ProcessProbe.ofThisMachine().startTime(PID).orElseThrow();
    String content = "{\"pid\":%d,\"starttime\":%d}";
    assertTrue(wrote(written(content.formatted(PID, start)), true, true));
    assertFalse(wrote(written(content.formatted(PID, start + 1)), false, false));
    long epoch = ProcessHandle.current().info().startInstant().orElseThrow().getEpochSecond();
    assertTrue(wrote(written(content.formatted(PID, epoch)), false, false), "in another unit");
    assertFalse(wrote(written(content.formatted(PID, epoch)), true, false), "which proves nothing");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void oneThatTheKernelHasALockOnIsNotLookedAt() throws IOException {
    Path lock = folder.resolve("a.lock");
    Files.writeString(lock, "{\"pid\":" + PID + "}");
    assertTrue(WrittenHere.surely(lock, true));
    assertFalse(WrittenHere.surely(folder.resolve("none.lock"), true));
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      assertTrue(held.isValid());
      assertFalse(WrittenHere.surely(lock, true));
    }
  }

  private LockFile written(String content) throws IOException {
    Path lock = folder.resolve("a.lock");
    Files.writeString(lock, content);
    return LockFileReader.read(lock).orElseThrow();
  }

  private static boolean wrote(LockFile file, boolean contained, boolean shared) {
    return here(contained, shared).wrote(file);
  }

  private static WrittenHere here(boolean contained, boolean shared) {
    return new WrittenHere(ProcessProbe.ofThisMachine(), HERE, contained, shared);
  }
}
