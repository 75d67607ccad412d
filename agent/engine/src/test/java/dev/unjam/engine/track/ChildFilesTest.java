package dev.unjam.engine.track;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.Children;
import dev.unjam.engine.host.AChild;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
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

  private AChild writesTo(Path log) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", "read x");
    return AChild.start(builder.redirectError(Redirect.appendTo(log.toFile())));
  }

  @Test
  void aFileThatTwoChildrenWriteIsReadForNeitherEvenUnderAnotherName() throws Exception {
    Path log = folder.resolve("agents.log");
    Path link = Files.createSymbolicLink(folder.resolve("link.log"), log);
    try (AChild one = writesTo(log)) {
      try (AChild two = writesTo(link)) {
        Files.writeString(log, "whose?\n", StandardOpenOption.APPEND);
        files.scan();
        assertEquals("", said(one));
        assertEquals("", said(two));
      }
      Awaitility.await()
          .until(
              () -> {
                Children.prune();
                Files.writeString(log, "whose?\n", StandardOpenOption.APPEND);
                files.scan();
                return !FileWriters.isOfAnother(one.record(), log.toFile());
              });
      files.scan();
      assertEquals("", said(one), "the other's may come late");
    }
    Path own = folder.resolve("own.log");
    try (AChild alone = writesTo(own)) {
      Files.writeString(own, "mine\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      files.scan();
      assertEquals("mine\n", said(alone));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFileThatTheHostWritesAsWellIsNotReadAndOneThatItReadsIs() throws Exception {
    Path log = Files.createFile(folder.resolve("gateway.log"));
    try (AChild child = writesTo(log);
        InputStream reads = Files.newInputStream(log)) {
      assertEquals(-1, reads.read());
      Files.writeString(log, "one\n", StandardOpenOption.APPEND);
      files.scan();
      assertEquals("one\n", said(child));
      try (OutputStream writes = Files.newOutputStream(log, StandardOpenOption.APPEND)) {
        writes.write("429 of another\n".getBytes(UTF_8));
        files.scan();
      }
      assertEquals("one\n", said(child));
    }
  }
}
