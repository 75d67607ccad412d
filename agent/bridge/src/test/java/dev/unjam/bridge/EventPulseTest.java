package dev.unjam.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventPulseTest {
  private static final String REAL = "data: {\"id\":\"c1\",\"choices\":[]}\n\n";

  private final EventPulse pulse = new EventPulse();
  private final long begun = Ticks.now();

  @BeforeEach
  void timePasses() {
    Ticks.advance(1_000);
  }

  private void comes(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    pulse.next(bytes, 0, bytes.length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ": OPENROUTER PROCESSING\n\n",
        ": keep-alive\r\n\r\n",
        ":\n",
        "\n\n\n",
        "event: ping\ndata: {\"type\": \"ping\"}\n\n",
        "event:ping\r\ndata:{}\r\n\r\n",
        "event: keepalive\ndata:\n\n",
        "data: {\"type\":\"ping\"}\n\n",
        "id: 7\nretry: 3000\n\n",
        ": data: {\"not\":\"data\"}\n"
      })
  void whatKeepsAliveIsNoneOfTheModels(String text) {
    comes(text.repeat(3));
    assertFalse(pulse.any());
    assertEquals(begun, pulse.at());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        REAL,
        "event: message_start\ndata: {}\n\n",
        "event: pinged\n",
        "data: {\"type\":\"pinpoint\"}\n",
        "data: [DONE]\n\n",
        ": comment\n\ndata: x\n",
        "{\"error\":{}}\n",
        "event: ping\ndata: {}\n\ndata: {\"a\":1}\n\n"
      })
  void whatIsTheModelsIsProgress(String text) {
    comes(text);
    assertTrue(pulse.any());
    assertEquals(begun + 1_000, pulse.at());
  }

  @Test
  void aPingThatComesByteByByteIsProgressOnlyUntilItIsToldApart() {
    comes("event: pi");
    assertEquals(begun + 1_000, pulse.at(), "it could be the model's");
    comes("ng\n");
    assertEquals(begun, pulse.at());
  }

  @Test
  void everyByteOfALineThatIsTheModelsIsProgress() {
    comes("data: {\"id\":\"");
    for (int i = 0; i < 30; i++) {
      Ticks.advance(20_000);
      comes("x");
      assertEquals(Ticks.now(), pulse.at());
    }
  }

  @Test
  void aByteEveryTwentySecondsIsProgressFromTheLinesFirstOn() {
    for (byte b : REAL.strip().getBytes(UTF_8)) {
      Ticks.advance(20_000);
      pulse.next(b);
      assertEquals(Ticks.now(), pulse.at());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aPieceTellsWhatItsBytesTellOneByOne(long seed) {
    Random random = new Random(seed);
    String[] lines = {
      REAL,
      "data: {\"type\":\"delta\"}\r\n\r\n",
      "event: delta\n",
      ": comment\r\n",
      "event: ping\ndata: {}\n\n",
      "event: ping\nevent: delta\n",
      "data: {\"type\": \"ping\"}\n",
      "data:\n",
      " data: x\n",
      "\n",
      "\r\n",
      "id: 7\n"
    };
    EventPulse bytes = new EventPulse();
    EventPulse pieces = new EventPulse();
    for (int i = 0; i < 400; i++) {
      byte[] piece = lines[random.nextInt(lines.length)].repeat(2).getBytes(UTF_8);
      int half = random.nextInt(piece.length);
      for (int[] part : new int[][] {{0, half}, {half, piece.length}}) {
        Ticks.advance(100);
        for (int at = part[0]; at < part[1]; at++) {
          bytes.next(piece[at]);
        }
        pieces.next(piece, part[0], part[1]);
        assertEquals(bytes.at(), pieces.at(), "piece " + i);
        assertEquals(bytes.any(), pieces.any(), "piece " + i);
      }
    }
  }
}
