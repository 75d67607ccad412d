package dev.unjam.engine.track;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.Bridge;
import dev.unjam.engine.host.AChild;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildFilesTest {
  @TempDir Path folder;
  private final ChildFiles files = new ChildFiles();

  @BeforeEach
  void begin() {
    Bridge.switchTo(true);
  }

  @AfterEach
  void end() {
    Bridge.switchTo(false);
  }

  private static String said(AChild child) {
    return new String(child.record().stderr().copy(), UTF_8);
  }

  @Test
  void whatAChildSaysIntoAFileIsReadAsItComesAndNotWhatWasThereBefore() throws Exception {
    Path log = Files.writeString(folder.resolve("agent.log"), "429 of yesterday\n");
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", "read x");
    builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
    try (AChild child = AChild.start(builder)) {
      files.scan();
      assertEquals("", said(child));
      Files.writeString(log, "one\n", StandardOpenOption.APPEND);
      files.scan();
      assertEquals("one\n", said(child));
      Files.writeString(log, "two\n", StandardOpenOption.APPEND);
      files.scan();
      files.scan();
      assertEquals("one\ntwo\n", said(child));
      assertTrue(child.record().saidAt() > 0);
    }
  }

  @Test
  void ofMuchTheEndIsRead() throws Exception {
    Path log = folder.resolve("agent.log");
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", "read x");
    builder.redirectError(log.toFile());
    try (AChild child = AChild.start(builder)) {
      files.scan();
      Files.writeString(log, "x\n".repeat(500_000) + "the end\n", StandardOpenOption.APPEND);
      files.scan();
      assertTrue(said(child).endsWith("x\nthe end\n"));
      assertTrue(child.record().stderr().copy().length <= 8192);
    }
  }
}
