package dev.unjam.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that are as long as each other are told as they are line by line, whatever one has. */
class RpcRunTest {
  private static final int LINES = 9;

  /** The line in which a byte is another one, and the next. */
  private static final int FROM = 5;

  private static final int TO = 7;

  /** What stands in the place of a byte: what ends a value or a frame, and what counts. */
  private static final byte[] OTHERS = "09-e \"\\\n\r{}[],:idx\u0001\u00e9".getBytes(UTF_8);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'jsonrpc':'2.0','method':'notifications/progress','params':{'progressToken':1,'progress':#}}",
        "{'method':'session/update','params':{'sessionId':'s','update':{'sessionUpdate':'plan','n':#,'t':'$'}}}",
        "{'method':'x','params':[#,'$',7,#]}",
        "{'method':'x','params':{'sessionId':'s-1','same':'words'}}",
        "{'params':'$','method':'log'}",
      })
  void whateverByteIsAnotherOne(String kind) {
    byte[] text = text(kind.replace('\'', '"'));
    int line = text.length / LINES;
    List<String> all = together(text);
    assertEquals(LINES, all.size());
    assertEquals(torn(text), all);
    assertEquals(all, byLine(text));
    for (int at = FROM * line; at < TO * line; at++) {
      byte was = text[at];
      for (byte other : OTHERS) {
        text[at] = other;
        List<String> told = torn(text);
        assertEquals(told, together(text), new String(text, UTF_8));
        assertEquals(told, byLine(text), new String(text, UTF_8));
      }
      text[at] = was;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'method':'x','params':[#]}", "{'method':'x','params':['$']}"})
  void whereverTheyAreCut(String kind) {
    byte[] text = text(kind.replace('\'', '"'));
    List<String> all = torn(text);
    for (int cut = 1; cut < text.length; cut++) {
      List<String> told = new ArrayList<>();
      RpcScanner scanner = new RpcScanner(new RpcEach(told));
      scanner.take(text, 0, cut);
      scanner.take(text, cut, text.length - cut);
      assertEquals(all, told, "cut at " + cut);
      assertTrue(scanner.isBetween());
    }
  }

  private static byte[] text(String kind) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LINES; i++) {
      text.append(kind.replace("#", String.valueOf(1000 + i)).replace("$", "word" + i))
          .append('\n');
    }
    return text.toString().getBytes(UTF_8);
  }

  private static List<String> together(byte[] text) {
    List<String> told = new ArrayList<>();
    // In an array of its own: what an earlier one had tells nothing.
    byte[] piece = text.clone();
    new RpcScanner(new RpcEach(told)).take(piece, 0, piece.length);
    return told;
  }

  /** Each line is a piece of its own. */
  private static List<String> byLine(byte[] text) {
    return inPieces(text, 0);
  }

  /** Each line comes in two pieces: none is looked at together with others, or at once. */
  private static List<String> torn(byte[] text) {
    return inPieces(text, 1);
  }

  /** Each line in one piece, or of each so many bytes before the others. */
  private static List<String> inPieces(byte[] text, int before) {
    List<String> told = new ArrayList<>();
    RpcScanner scanner = new RpcScanner(new RpcEach(told));
    int from = 0;
    for (int at = 0; at < text.length; at++) {
      if (text[at] == '\n') {
        int cut = Math.min(from + before, at);
        scanner.take(text, from, cut - from);
        scanner.take(text, cut, at + 1 - cut);
        from = at + 1;
      }
    }
    return told;
  }
}
