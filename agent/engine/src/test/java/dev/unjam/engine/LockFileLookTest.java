package dev.unjam.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unjam.engine.LockFileLook.Whose;
import dev.unjam.engine.os.ProcessProbe;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whose a lock file is by what stands in it. */
@EnabledOnOs(OS.LINUX)
class LockFileLookTest {
  private static final long PID = ProcessHandle.current().pid();

  @TempDir Path folder;

  @Test
  void ourPidIsOursUnlessTheFileSpeaksOfAnotherProcess() throws Exception {
    long start = ProcessProbe.ofThisMachine().startTime(PID).orElseThrow();
    assertEquals(Whose.OURS, whose("{\"pid\":" + PID + "}"));
    assertEquals(Whose.OURS, whose("{\"pid\":" + PID + ",\"starttime\":" + start + "}"));
    assertEquals(Whose.ANOTHERS, whose("{\"pid\":" + PID + ",\"starttime\":" + (start + 1) + "}"));
    assertEquals(Whose.ANOTHERS, whose("{\"pid\":1}"));
    assertEquals(Whose.NOBODYS, whose("{\"owner\":\"turn-7\"}"));
  }

  private Whose whose(String content) throws Exception {
    return new LockFileLook().whose(Files.writeString(folder.resolve("a.lock"), content));
  }
}
