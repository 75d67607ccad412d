package dev.unjam.engine.remedy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileInputStream;
import java.io.RandomAccessFile;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** On a real child's pipe, whose number becomes that of a file. */
@EnabledOnOs(OS.LINUX)
class PipeEndTest {
  private static final byte[] FRAME = "{\"ours\":1}\n".getBytes(UTF_8);

  private final Process child = new ProcessBuilder("sleep", "600").start();
  @TempDir Path folder;

  PipeEndTest() throws Exception {}

  @AfterEach
  void end() {
    child.destroyForcibly();
  }

  private FileInputStream ours() throws Exception {
    Field in = java.io.FilterInputStream.class.getDeclaredField("in");
    in.setAccessible(true);
    return (FileInputStream) in.get(child.getInputStream());
  }

  @Test
  void whatIsWrittenComesOutOfThePipe() throws Exception {
    PipeEnd pipe = requireNonNull(PipeEnd.of(ours().getFD(), child.pid(), 1));
    assertTrue(pipe.isEmpty());
    assertTrue(pipe.write(FRAME));
    assertFalse(pipe.isEmpty());
    assertArrayEquals(FRAME, child.getInputStream().readNBytes(FRAME.length));
  }

  @Test
  void aFileThatHasGotThePipesNumberKeepsWhatIsInIt() throws Exception {
    Path transcript = Files.writeString(folder.resolve("transcript"), "precious\n");
    PipeEnd pipe = requireNonNull(PipeEnd.of(ours().getFD(), child.pid(), 1));
    try (RandomAccessFile file = new RandomAccessFile(transcript.toFile(), "rw")) {
      assertFalse(pipe.at(PipeEnd.number(file.getFD())).writeIfStill(FRAME));
      assertEquals("precious\n", Files.readString(transcript));
    }
  }
}
