package dev.unjam.engine.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.ChildCall;
import dev.unjam.bridge.ChildHooks;
import dev.unjam.bridge.Ticks;
import dev.unjam.engine.host.AChild;
import dev.unjam.engine.host.WovenLock;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** On real children that several sessions share; the clock is moved by the test. */
@EnabledOnOs(OS.LINUX)
class SharedChildPulseTest {
  private static final long EVERY = 100;
  private static final long BURNT = EVERY / 5;

  /** Says what it is told to, one line for each. */
  private static final String ECHO =
      "while read -r x; do case $x in -*) echo \"${x#-}\";; esac; done";

  private static final String BURNS = "sh -c 'while :; do :; done' & ";

  private final ChildPulse pulse = new ChildPulse(EVERY);

  @BeforeEach
  void begin() {
    Bridge.switchTo(true);
  }

  @AfterEach
  void end() {
    Bridge.switchTo(false);
  }

  private static ChildCall asked(AChild child, int id, String session) {
    child.asks(id, session);
    return child.record().pending().stream()
        .filter(c -> String.valueOf(id).equals(c.id()))
        .findFirst()
        .orElseThrow();
  }

  private static void says(AChild child, BufferedReader out, String line) throws IOException {
    child.write("-" + line + "\n");
    assertEquals(line, out.readLine());
  }

  private static String update(String session, String kind) {
    return "{\"method\":\"session/update\",\"params\":{\"sessionId\":\""
        + session
        + "\",\"update\":{\"sessionUpdate\":\""
        + kind
        + "\",\"status\":\"pending\"}}}";
  }

  private long movesAt(ChildCall call) {
    return pulse.movesAt(call, false, Ticks.now());
  }

  @Test
  void whatOneSessionBringsIsNoLifeOfAnotherThatIsMute() throws Exception {
    try (AChild child = AChild.script(ECHO)) {
      BufferedReader out = child.process().inputReader(StandardCharsets.UTF_8);
      ChildCall mute = asked(child, 1, "A");
      ChildCall gets = asked(child, 2, "B");
      long before = movesAt(mute);
      for (int i = 0; i < 3; i++) {
        Ticks.advance(EVERY);
        says(child, out, update("B", "agent_message_chunk"));
        assertEquals(before, movesAt(mute));
        assertEquals(Ticks.now(), gets.call().lastByteAt());
      }

      Ticks.advance(EVERY);
      says(child, out, update("A", "usage_update"));
      assertEquals(Ticks.now(), movesAt(mute), "what is its own, though no progress");
      Ticks.advance(EVERY);
      says(child, out, "{\"method\":\"log\"}");
      assertEquals(Ticks.now(), movesAt(mute), "what is nobody's");
    }
  }

  @Test
  void onceTheOtherHasItsAnswerWhatTheChildSaysNextIsForTheOneThatIsLeft() throws Exception {
    try (AChild child = AChild.script(ECHO)) {
      BufferedReader out = child.process().inputReader(StandardCharsets.UTF_8);
      ChildCall mute = asked(child, 1, "A");
      asked(child, 2, "B");
      long before = movesAt(mute);
      Ticks.advance(EVERY);
      says(child, out, "{\"id\":2,\"result\":{}}");
      assertEquals(1, child.record().pending().size());
      assertEquals(before, movesAt(mute), "the answer was the other's");
      Ticks.advance(EVERY);
      says(child, out, "compiling");
      assertEquals(Ticks.now(), movesAt(mute));
    }
  }

  @Test
  void anAnswerBetweenTwoLooksIsNoLifeOfTheRequestThatWaits() throws Exception {
    try (AChild child = AChild.script(ECHO)) {
      BufferedReader out = child.process().inputReader(StandardCharsets.UTF_8);
      ChildCall mute = asked(child, 1, "A");
      long before = movesAt(mute);
      for (int i = 2; i < 5; i++) {
        Ticks.advance(EVERY);
        asked(child, i, "B");
        says(child, out, "{\"id\":" + i + ",\"result\":{}}");
        assertEquals(before, movesAt(mute));
      }
    }
  }

  @Test
  void whoWaitsForTheChildsEndSeesItLiveByWhateverItAnswers() throws Exception {
    try (AChild child = AChild.script(ECHO)) {
      BufferedReader out = child.process().inputReader(StandardCharsets.UTF_8);
      asked(child, 1, "A");
      WovenLock lock = WovenLock.reentrant();
      lock.lock();
      Object entered = ChildHooks.waitsForEnd(child.process());
      CallRecord call = assertInstanceOf(CallRecord.class, entered);
      ChildCall end = assertInstanceOf(ChildCall.class, call.handle());
      Ticks.advance(EVERY);
      says(child, out, "{\"id\":1,\"result\":{}}");
      assertEquals(Ticks.now(), movesAt(end));
      ChildHooks.hasWaited(entered, false);
      lock.unlock();
    }
  }

  @Test
  void whatTheChildItselfBurnsIsNobodysWhileAnotherSessionGetsOn() throws Exception {
    try (AChild child = AChild.script("while :; do :; done")) {
      ChildCall mute = asked(child, 1, "A");
      assertFalse(isSeenAtWork(child, mute, true, 8));
      assertTrue(isSeenAtWork(child, mute, false, 8));
    }
  }

  @Test
  void whatRunsBelowItMayBeAToolOfAnySession() throws Exception {
    try (AChild child = AChild.script(BURNS + "cat >/dev/null")) {
      ChildCall call = asked(child, 1, "A");
      assertTrue(isSeenAtWork(child, call, true, 8));
    }
  }

  @Test
  void aToolThatAServerIsAskedForIsWhatItBurnsFor() throws Exception {
    try (AChild child = AChild.script("while :; do :; done")) {
      child.write("{\"id\":1,\"method\":\"tools/call\",\"params\":{}}\n");
      ChildCall call = child.record().pending().get(0);
      assertTrue(isSeenAtWork(child, call, true, 8));
    }
  }

  /** Whether it is ever seen at work in so many looks, while another is asked again or is not. */
  private boolean isSeenAtWork(AChild child, ChildCall call, boolean another, int looks) {
    for (int i = 0; i < looks; i++) {
      Ticks.advance(EVERY);
      if (another) {
        child.asks(100 + i, "B");
      }
      long before = burnt(child);
      Awaitility.await().until(() -> burnt(child) >= before + BURNT);
      if (movesAt(call) == Ticks.now()) {
        return true;
      }
    }
    return false;
  }

  private static long burnt(AChild child) {
    ProcessHandle top = child.process().toHandle();
    return Stream.concat(Stream.of(top), top.descendants())
        .mapToLong(p -> ProcessTicks.of(p).cpuMillis())
        .sum();
  }
}
