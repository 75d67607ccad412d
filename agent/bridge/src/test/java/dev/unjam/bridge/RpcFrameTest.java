package dev.unjam.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What two frames have in common, and what it costs a host to look. */
class RpcFrameTest {
  @Test
  void thoseThatSayTheSameAreEqual() {
    RpcFrame frame = new RpcFrame("1", "m", "s", false, "u");
    assertEquals(frame, new RpcFrame("1", "m", "s", false, "u"));
    assertEquals(frame.hashCode(), new RpcFrame("1", "m", "s", false, "u").hashCode());
    assertNotEquals(frame, new RpcFrame("2", "m", "s", false, "u"));
    assertNotEquals(frame, new RpcFrame(null, "m", "s", false, "u"));
    assertNotEquals(frame, new RpcFrame("1", null, "s", false, "u"));
    assertNotEquals(frame, new RpcFrame("1", "m", "t", false, "u"));
    assertNotEquals(frame, new RpcFrame("1", "m", "s", true, "u"));
    assertNotEquals(frame, new RpcFrame("1", "m", "s", false, null));
  }

  @Test
  void theFirstOnesMakeNoMethodsOfRecordsOnTheHostsThread() throws Exception {
    String loaded = output("-Xlog:class+load", Reader.class.getName());
    assertTrue(loaded.contains(RpcModel.class.getName()), loaded);
    assertFalse(loaded.contains("java.lang.runtime.ObjectMethods"));
  }

  private static String output(String option, String main)
      throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path = System.getProperty("java.class.path");
    Process p =
        new ProcessBuilder(java, option, "-cp", path, main).redirectErrorStream(true).start();
    String output = new String(p.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, p.waitFor(), output);
    return output;
  }

  /** Reads lines that are alike. */
  static final class Reader {
    private Reader() {}

    public static void main(String[] args) {
      int[] told = new int[1];
      RpcScanner scanner = new RpcScanner((f, from, at, n) -> told[0]++);
      for (int i = 0; i < 9; i++) {
        byte[] line = ("{\"method\":\"m\",\"params\":{\"n\":" + i + "}}\n").getBytes(UTF_8);
        scanner.take(line, 0, line.length);
      }
      if (told[0] != 9) {
        throw new IllegalStateException(told[0] + " were told");
      }
    }
  }
}
