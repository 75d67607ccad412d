package dev.unjam.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of every make, cut anywhere, are told as what they were made of. */
class RpcPiecesTest {
  private static final String[] TEXTS = {
    "",
    "short",
    "\\\"id\\\":7,\\\\",
    "täglich 日本 😀",
    "{[}]:,",
    "\\u0022\\n",
    "a text of many more than eight bytes, with \\\"quotes\\\" and \\\\ in it ".repeat(9)
  };

  private final List<String> told = new ArrayList<>();
  private final List<String> made = new ArrayList<>();
  private Random random = new Random(0);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void inWhateverPieces(boolean byLength) {
    for (long seed = 1; seed <= 500; seed++) {
      random = new Random(seed);
      told.clear();
      made.clear();
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 6; i++) {
        String frame = frame();
        text.append(byLength ? "Content-Length: " + frame.getBytes(UTF_8).length + "\r\n\r\n" : "");
        text.append(frame).append(byLength ? "" : random.nextBoolean() ? "\n" : " \r\n");
      }
      RpcScanner scanner = new RpcScanner((f, from, at, n) -> told.add(f + text(from, at, n)));
      take(scanner, text.toString().getBytes(UTF_8));
      assertEquals(made, told, "seed " + seed + ": " + text);
      assertTrue(scanner.isBetween(), "seed " + seed);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void ofLongFramesThatSayAtTheirEndWhatTheyAre(boolean byLength) {
    for (int size : new int[] {7_900, 9_000, 20_000, 40_000}) {
      String filler = "{\"text\":\"" + "x".repeat(size) + "\"}";
      String answer = "{\"jsonrpc\":\"2.0\",\"result\":" + filler + ",\"id\":\"r-1\"}";
      String asked =
          "{\"id\":2,\"method\":\"m\",\"params\":{\"p\":" + filler + ",\"sessionId\":\"s\"}}";
      for (int longest : new int[] {700, 8_192, 17_000, 99_000}) {
        told.clear();
        RpcScanner scanner =
            new RpcScanner((f, from, at, n) -> told.add(f.id() + text(from, at, n)));
        for (String frame : new String[] {answer, asked, "{\"result\":0,\"id\":3}", answer}) {
          String head = "Content-Length: " + frame.length() + "\r\n\r\n";
          takeBy(longest, scanner, (byLength ? head + frame : frame).getBytes(UTF_8));
          // The line feed is written by itself, as many hosts do.
          takeBy(longest, scanner, (byLength ? "" : "\n").getBytes(UTF_8));
        }
        assertEquals(List.of("\"r-1\"", "2", "3", "\"r-1\""), told, size + " by " + longest);
        assertTrue(scanner.isBetween(), size + " by " + longest);
      }
    }
  }

  private static void takeBy(int longest, RpcScanner scanner, byte[] all) {
    for (int at = 0; at < all.length; at += longest) {
      byte[] piece = Arrays.copyOfRange(all, at, Math.min(all.length, at + longest));
      scanner.take(piece, 0, piece.length);
    }
  }

  /** The beginning of a frame is its own. */
  private static String text(byte[] from, int at, int n) {
    assertTrue(from[at] == '{' && n <= Tee.LIMIT);
    return "";
  }

  private void take(RpcScanner scanner, byte[] all) {
    int longest = 1 + random.nextInt(300);
    for (int at = 0; at < all.length; ) {
      int n = Math.min(1 + random.nextInt(longest), all.length - at);
      // In an array of its own, as a host's buffer is another one or the same written over.
      byte[] piece = new byte[n + 5];
      System.arraycopy(all, at, piece, 3, n);
      scanner.take(piece, 3, n);
      at += n;
    }
  }

  private String frame() {
    int number = random.nextInt(1000);
    String id = random.nextBoolean() ? "" + number : "\"r-" + number + "\"";
    String session = random.nextBoolean() ? "s-" + random.nextInt(3) : null;
    return switch (random.nextInt(5)) {
      case 0 ->
          made(new RpcFrame(id, "x/" + number, session, false), member("id", id), session, number);
      case 1 -> made(new RpcFrame(null, "x/" + number, session, false), "", session, number);
      case 2 -> update(number);
      case 3 -> answer(new RpcFrame(id, null, null, false), id, "result");
      default -> answer(new RpcFrame(id, null, null, true), id, "error");
    };
  }

  private String made(RpcFrame frame, String id, @Nullable String session, int number) {
    made.add(frame.toString());
    String params = object(session == null ? "" : member("sessionId", "\"" + session + "\""));
    return object(id, member("method", "\"x/" + number + "\""), member("params", params));
  }

  private String update(int number) {
    String kind = "kind-" + number % 3;
    made.add(new RpcFrame(null, "session/update", "s-1", false, kind).toString());
    String update = object(member("sessionUpdate", "\"" + kind + "\""), member("id", "9"));
    String params = object(member("sessionId", "\"s-1\""), member("update", update));
    return object(member("method", "\"session/update\""), member("params", params));
  }

  private String answer(RpcFrame frame, String id, String what) {
    made.add(frame.toString());
    return object(member("id", id), member(what, object(member("method", "\"no\""))));
  }

  private static String member(String name, String value) {
    return '"' + name + "\":" + value;
  }

  /** In any order, with others that tell nothing. */
  private String object(String... members) {
    List<String> all = new ArrayList<>(List.of(members));
    all.add(member("jsonrpc", "\"2.0\""));
    all.add(member("filler", value(0)));
    all.add(member("params2", "\"" + TEXTS[random.nextInt(TEXTS.length)] + "\""));
    all.removeIf(String::isEmpty);
    Collections.shuffle(all, random);
    return "{" + String.join(random.nextBoolean() ? "," : " , ", all) + "}";
  }

  private String value(int depth) {
    return switch (random.nextInt(depth < 3 ? 6 : 4)) {
      case 0 -> "null";
      case 1 -> "-1.5e9";
      case 2, 3 -> "\"" + TEXTS[random.nextInt(TEXTS.length)] + "\"";
      case 4 -> "[" + value(depth + 1) + "," + value(depth + 1) + "]";
      default -> "{" + member("id", value(depth + 1)) + "," + member("sessionId", "\"no\"") + "}";
    };
  }
}
