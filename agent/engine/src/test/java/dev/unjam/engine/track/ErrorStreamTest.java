package dev.unjam.engine.track;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.ChildCall;
import dev.unjam.bridge.Ticks;
import dev.unjam.engine.host.AChild;
import dev.unjam.engine.refusal.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often what a child of many requests says on its error stream is looked at. */
class ErrorStreamTest {
  private static final int SESSIONS = 8;

  private final ErrorStream stream = new ErrorStream();
  private final List<String> judged = new ArrayList<>();

  @BeforeEach
  void begin() {
    Bridge.switchTo(true);
  }

  @AfterEach
  void end() {
    Bridge.switchTo(false);
  }

  private @Nullable Refusal none(byte[] text) {
    judged.add(new String(text, UTF_8));
    return null;
  }

  private void says(AChild child, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    child.record().saysOnStderr(bytes, 0, bytes.length);
  }

  private static List<ChildCall> asked(AChild child) {
    for (int i = 0; i < SESSIONS; i++) {
      child.asks(i, "s" + i);
    }
    return List.copyOf(child.record().pending());
  }

  private void looksAtAll(List<ChildCall> calls) {
    assertEquals(SESSIONS, calls.size());
    Ticks.advance(250);
    calls.forEach(call -> stream.look(call, false, this::none));
  }

  @Test
  void itIsJudgedOnceAScanForAllRequestsThatSawTheSame() throws Exception {
    try (AChild child = AChild.script("cat > /dev/null")) {
      List<ChildCall> calls = asked(child);
      says(child, "one\n");
      looksAtAll(calls);
      looksAtAll(calls);
      assertEquals(List.of("one\n", "one\n"), judged);
    }
  }

  @Test
  void itIsJudgedForEachThatSawAnotherPart() throws Exception {
    try (AChild child = AChild.script("cat > /dev/null")) {
      for (int i = 0; i < SESSIONS; i++) {
        child.asks(i, "s" + i);
        says(child, i + "\n");
      }
      looksAtAll(List.copyOf(child.record().pending()));
      assertEquals(SESSIONS, judged.size());
      assertEquals(SESSIONS, judged.stream().distinct().count());
    }
  }

  @Test
  void ofAFloodAllSeeTheSameEndWhileItGoesOn() throws Exception {
    try (AChild child = AChild.script("cat > /dev/null")) {
      List<ChildCall> calls = asked(child);
      says(child, "x\n".repeat(10_000));
      Ticks.advance(250);
      for (ChildCall call : calls) {
        stream.look(call, false, this::none);
        says(child, "more\n");
      }
      assertEquals(2, judged.size(), "the end, and how it began");
    }
  }

  /** Whoever asks in the midst of it has nothing to do with what was said before. */
  @Test
  void ofAFloodWhoAskedBeforeItSeesHowItBeganAndNobodyElse() throws Exception {
    try (AChild child = AChild.script("cat > /dev/null")) {
      child.asks(1, "before");
      Ticks.advance(250);
      says(child, "quota exceeded\n");
      child.asks(2, "later");
      says(child, "x\n".repeat(10_000));
      Ticks.advance(250);
      List<ChildCall> calls = child.record().pending();
      stream.look(calls.get(1), false, this::none);
      assertEquals(List.of(false), judged.stream().map(t -> t.startsWith("quota")).toList());
      stream.look(calls.get(0), false, this::none);
      assertEquals(
          List.of(false, false, true), judged.stream().map(t -> t.startsWith("quota")).toList());
    }
  }

  /** Another's may be gone by then, and what that saw is none of its business. */
  @Test
  void whoAskedBetweenTwoBeginningsIsNotJudgedByTheFirstThoughMoreIsSaidWithinTheScan()
      throws Exception {
    try (AChild child = AChild.script("cat > /dev/null")) {
      child.asks(1, "before");
      Ticks.advance(250);
      says(child, "quota exceeded\n" + "x\n".repeat(500));
      child.asks(2, "later");
      Ticks.advance(250);
      says(child, "begins\n" + "y\n".repeat(3_800));
      List<ChildCall> calls = child.record().pending();
      stream.look(calls.get(0), false, this::none);
      assertTrue(judged.get(1).startsWith("quota"), judged::toString);
      says(child, "z\n".repeat(1_000));
      stream.look(calls.get(1), false, this::none);
      assertEquals(4, judged.size());
      assertTrue(judged.get(3).startsWith("begins"), judged.get(3));
    }
  }

  /** What is thought of it stands, so it is to be of all that was said by then. */
  @Test
  void ofACallThatIsOverItIsJudgedAgainWhereTheChildSaidMoreWithinTheTick() throws Exception {
    try (AChild child = AChild.script("cat > /dev/null")) {
      ChildCall call = asked(child).get(0);
      Ticks.advance(250);
      stream.look(call, true, this::none);
      says(child, "quota exceeded\n");
      stream.look(call, true, this::none);
      stream.look(call, true, this::none);
      assertEquals(List.of("", "quota exceeded\n"), judged);
    }
  }
}
