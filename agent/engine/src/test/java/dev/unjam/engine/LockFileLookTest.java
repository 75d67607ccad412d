package dev.unjam.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unjam.engine.LockFileLook.Whose;
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
  void whatNamesUsIsOursWhateverElseItSays() throws Exception {
    assertEquals(Whose.OURS, whose("{\"pid\":" + PID + "}"));
    assertEquals(Whose.OURS, whose("{\"pid\":" + PID + ",\"starttime\":1}"));
    assertEquals(Whose.OURS, whose("{\"pid\":" + PID + ",\"host\":\"gateway-1\"}"));
    assertEquals(Whose.ANOTHERS, whose("{\"pid\":1}"));
    assertEquals(Whose.NOBODYS, whose("{\"owner\":\"turn-7\"}"));
  }

  @Test
  void aProcessThatWeStartedIsTold() throws Exception {
    Process child = new ProcessBuilder("cat").start();
    try {
      assertEquals(Whose.CHILDS, whose("{\"pid\":" + child.pid() + "}"));
    } finally {
      child.destroy();
    }
  }

  private Whose whose(String content) throws Exception {
    return new LockFileLook().whose(Files.writeString(folder.resolve("a.lock"), content));
  }
}
