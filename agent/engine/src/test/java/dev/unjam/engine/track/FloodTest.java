package dev.unjam.engine.track;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.ChildCall;
import dev.unjam.bridge.Ticks;
import dev.unjam.engine.host.AChild;
import dev.unjam.engine.refusal.Classifier;
import dev.unjam.engine.refusal.Refusal;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A child that says that its quota is gone, and then a great deal more. */
class FloodTest {
  private static final String QUOTA =
      "Too Many Requests: quota exceeded [retrying in ~2 weeks attempt #1]\n";
  private static final String FLOOD =
      "DEBUG service=bus type=message.part.updated publishing\n".repeat(1_000);
  private static final String UPDATE =
      "{\"method\":\"session/update\",\"params\":{\"sessionId\":\"s\",\"update\":"
          + "{\"sessionUpdate\":\"agent_message_chunk\"}}}";

  private final Exchanges exchanges = new Exchanges(Classifier.builtIn());

  @BeforeEach
  void begin() {
    Bridge.switchTo(true);
  }

  @AfterEach
  void end() {
    Bridge.switchTo(false);
  }

  private static void says(AChild child, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    child.record().saysOnStderr(bytes, 0, bytes.length);
  }

  private @Nullable Refusal look(ChildCall call) {
    Ticks.advance(250);
    return exchanges.refusal(call.call(), call.call().answer());
  }

  private static ChildCall asked(AChild child) {
    child.asks(1, "s");
    return child.record().pending().get(0);
  }

  @Test
  void aRefusalStandsThoughTheChildFloodsItsErrorStreamFromThenOn() throws Exception {
    try (AChild child = AChild.script("cat > /dev/null")) {
      ChildCall call = asked(child);
      says(child, QUOTA + FLOOD);
      for (int i = 0; i < 5; i++) {
        assertNotNull(look(call));
        says(child, FLOOD);
      }
    }
  }

  @Test
  void itStandsBehindSlowWordsAsWell() throws Exception {
    try (AChild child = AChild.script("cat > /dev/null")) {
      ChildCall call = asked(child);
      says(child, QUOTA);
      for (int i = 0; i < 200; i++) {
        assertNotNull(look(call));
        says(child, FLOOD.substring(0, 550));
      }
    }
  }

  @Test
  void itIsGotOverByWhatTheSessionIsToldWhateverIsSaidMeanwhile() throws Exception {
    try (AChild child = AChild.script("read x; read y; echo '" + UPDATE + "'; read z")) {
      ChildCall call = asked(child);
      says(child, QUOTA + FLOOD);
      assertNotNull(look(call));
      says(child, FLOOD);
      Ticks.advance(2_000);
      child.write("\n");
      assertEquals(UPDATE.length() + 1, read(child.process().getInputStream()));
      says(child, FLOOD);
      assertNull(look(call));
      says(child, FLOOD);
      assertNull(look(call));
    }
  }

  private static int read(InputStream in) throws IOException {
    return in.readNBytes(UPDATE.length() + 1).length;
  }

  @Test
  void aFloodAloneIsNoRefusal() throws Exception {
    try (AChild child = AChild.script("cat > /dev/null")) {
      ChildCall call = asked(child);
      for (int i = 0; i < 5; i++) {
        says(child, FLOOD);
        assertNull(look(call));
      }
    }
  }

  private boolean isDrowned(ChildCall call) {
    return exchanges.isDrowned(call.call().answer());
  }

  @Test
  void itIsDrownedOnceItsLineIsKeptNoMoreAndNoSooner() throws Exception {
    try (AChild child = AChild.script("cat > /dev/null")) {
      ChildCall call = asked(child);
      says(child, QUOTA + FLOOD.substring(0, 5_500));
      assertNotNull(look(call));
      assertFalse(isDrowned(call));
      says(child, FLOOD.substring(0, 5_500));
      assertNotNull(look(call));
      assertTrue(isDrowned(call));
      says(child, QUOTA);
      assertNotNull(look(call));
      assertFalse(isDrowned(call), "it is refused again");
    }
  }

  @Test
  void whatTheSessionIsToldOfARefusalIsNotDrowned() throws Exception {
    String told =
        "{\"method\":\"session/update\",\"params\":{\"sessionId\":\"s\",\"update\":"
            + "{\"sessionUpdate\":\"error\",\"error\":{\"code\":\"insufficient_quota\","
            + "\"message\":\"You exceeded your current quota\"}}}}";
    try (AChild child = AChild.script("read x; read y; echo '" + told + "'; read z")) {
      ChildCall call = asked(child);
      says(child, QUOTA + FLOOD);
      assertNotNull(look(call));
      says(child, FLOOD);
      assertNotNull(look(call));
      says(child, FLOOD);
      assertNotNull(look(call));
      assertTrue(isDrowned(call));
      child.write("\n");
      assertEquals(
          told.length() + 1, child.process().getInputStream().readNBytes(told.length() + 1).length);
      assertNotNull(look(call));
      assertFalse(isDrowned(call));
    }
  }
}
