package dev.unjam.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RpcScannerTest {
  private static final String PROMPT =
      "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"session/prompt\",\"params\":{\"prompt\":[{\"type\":"
          + "\"text\",\"text\":\"say {\\\"id\\\":9,\\\\\\\"} and \\n\",\"sessionId\":\"not-this\"}],"
          + "\"sessionId\":\"sess-1\"}}";
  private static final String UPDATE =
      "{\"method\":\"session/update\",\"params\":{\"sessionId\":\"sess-1\",\"update\":{\"id\":3}}}";
  private static final String ANSWER =
      "{ \"jsonrpc\" : \"2.0\", \"result\" : { \"id\" : 99, \"stopReason\" : \"end_turn\" } , \"id\" : 7 }";
  private static final String REFUSAL =
      "{\"id\":\"a-1\",\"error\":{\"code\":-32603,\"message\":\"m\",\"data\":{\"id\":4}}}";
  private static final String NOBODYS = "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":1}}";

  private static final RpcFrame OF_NOBODYS = new RpcFrame(null, null, null, true);

  private static List<RpcFrame> allAndNobodys() {
    List<RpcFrame> all = new ArrayList<>(ALL);
    all.add(OF_NOBODYS);
    return all;
  }

  private final List<RpcFrame> frames = new ArrayList<>();
  private final RpcScanner scanner = new RpcScanner((f, text, at, length) -> frames.add(f));

  private void take(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    scanner.take(bytes, 0, bytes.length);
  }

  private static final List<RpcFrame> ALL =
      List.of(
          new RpcFrame("7", "session/prompt", "sess-1", false),
          new RpcFrame(null, "session/update", "sess-1", false),
          new RpcFrame("7", null, null, false),
          new RpcFrame("\"a-1\"", null, null, true));

  @Test
  void eachLineIsAFrame() {
    take(PROMPT + "\n" + UPDATE + "\r\n\n" + ANSWER + "\n" + REFUSAL + "\n" + NOBODYS + "\n");
    assertEquals(allAndNobodys(), frames);
    assertTrue(scanner.isBetween() && scanner.isRpc() && !scanner.isByLength());
  }

  @Test
  void aFrameStandsBehindItsLengthAsWell() {
    StringBuilder text = new StringBuilder();
    for (String frame : List.of(PROMPT, UPDATE, ANSWER, REFUSAL, NOBODYS)) {
      text.append("Content-Length: ").append(frame.getBytes(UTF_8).length).append("\r\n");
      text.append("Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n").append(frame);
    }
    take(text.toString());
    assertEquals(allAndNobodys(), frames);
    assertTrue(scanner.isBetween() && scanner.isByLength());
  }

  @Test
  void inWhateverPiecesTheyCome() {
    byte[] lines =
        ("starting up\n" + PROMPT + "\nWARN {not json\n" + UPDATE + "\n" + ANSWER + "\n" + REFUSAL)
            .concat("\n")
            .getBytes(UTF_8);
    for (long seed = 1; seed <= 500; seed++) {
      frames.clear();
      RpcScanner fresh = new RpcScanner((f, text, at, length) -> frames.add(f));
      Random random = new Random(seed);
      int at = 0;
      while (at < lines.length) {
        int n = Math.min(1 + random.nextInt(40), lines.length - at);
        fresh.take(lines, at, n);
        at += n;
      }
      assertEquals(ALL, frames, "seed " + seed);
    }
  }

  @Test
  void onlyBehindAWholeFrameOrLineIsRoomForAnother() {
    String text = "log line\n" + PROMPT + "\n";
    for (int i = 0; i < text.length(); i++) {
      take(text.substring(i, i + 1));
      assertEquals(
          text.charAt(i) == '\n' && text.charAt(i - 1) != '\\', scanner.isBetween(), i + "");
    }
  }

  @Test
  void behindALengthTheRoomIsBehindTheLastByte() {
    take("Content-Length: " + (ANSWER.length() + 2) + "\r\n\r\n" + ANSWER);
    assertEquals(1, frames.size());
    assertFalse(scanner.isBetween());
    take(" \n");
    assertTrue(scanner.isBetween());
  }

  @Test
  void aStreamOfAnotherKindIsNotLookedAtForLong() {
    take("x".repeat(70_000) + "\n");
    take(ANSWER + "\n");
    assertEquals(List.of(), frames);
    assertFalse(scanner.isRpc());
  }

  @Test
  void whereAFrameHasToComeNoNoiseHidesIt() {
    RpcScanner patient = RpcScanner.patient((f, text, offset, length) -> frames.add(f));
    byte[] text = ("x".repeat(70_000) + "\n" + ANSWER + "\n").getBytes(UTF_8);
    patient.take(text, 0, text.length);
    assertEquals(ALL.subList(2, 3), frames);
    assertTrue(patient.isBetween());
  }

  @Test
  void behindLengthsAFrameIsFoundAgainAfterALossButNoRoomForAnother() {
    String answer = "Content-Length: " + ANSWER.length() + "\r\n\r\n" + ANSWER;
    take(answer);
    frames.clear();
    scanner.lost();
    take("\"the rest of\": 1}" + answer + answer);
    assertEquals(List.of(ALL.get(2), ALL.get(2)), frames);
    assertFalse(scanner.isBetween());
  }

  @Test
  void aLineThatNeverClosesItsObjectHidesNoMoreThanItself() {
    for (String broken :
        List.of("{\"broken\": ", "{\"id\": 5, \"method\": \"open", "{[{[{", "{\\")) {
      frames.clear();
      take(UPDATE + "\n" + broken + "\n" + ANSWER + "\n");
      assertEquals(ALL.subList(1, 3), frames, broken);
    }
  }

  @Test
  void whatAnUpdateIsAboutIsToldWhateverItHolds() {
    String chunk =
        "{\"jsonrpc\":\"2.0\",\"method\":\"session/update\",\"params\":{\"sessionId\":\"s-2\",\"update\":"
            + "{\"sessionUpdate\":\"agent_message_chunk\",\"content\":{\"text\":\"{\\\"id\\\":7\"}}}}";
    String late =
        "{\"params\":{\"update\":{\"content\":[{\"sessionUpdate\":\"no\"}],\"sessionUpdate\":\"plan\"},"
            + "\"sessionId\":\"s-3\"},\"method\":\"session/update\"}";
    List<RpcFrame> expected =
        List.of(
            new RpcFrame(null, "session/update", "s-2", false, "agent_message_chunk"),
            new RpcFrame(null, "session/update", "s-3", false, "plan"),
            ALL.get(2));
    byte[] text = (chunk + "\n" + late + "\n" + ANSWER + "\n").getBytes(UTF_8);
    for (int piece = 1; piece < text.length; piece++) {
      frames.clear();
      for (int at = 0; at < text.length; at += piece) {
        scanner.take(text, at, Math.min(piece, text.length - at));
      }
      assertEquals(expected, frames, "in pieces of " + piece);
      assertTrue(scanner.isBetween());
    }
  }
}
