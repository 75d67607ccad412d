package dev.unjam.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WovenLateTest {
  private static final String LATE = "WriteHooks";
  private static final String BRIDGE = "dev/unjam/bridge/";
  private final Weaver weaver = new Weaver();

  private byte @Nullable [] transform(String name) throws Exception {
    return weaver.transform(null, null, name, null, null, TargetsTest.classFile(name));
  }

  /** How often each class of the bridge is called. */
  private Map<String, Integer> calls(String name) throws Exception {
    Map<String, Integer> calls = new HashMap<>();
    Uses.calls(
        Objects.requireNonNull(transform(name), name),
        (in, opcode, called) -> {
          if (called.isOf(BRIDGE) && !called.owner().endsWith("Faults")) {
            calls.merge(called.owner().substring(BRIDGE.length()), 1, Integer::sum);
          }
        });
    return calls;
  }

  @Test
  void aClassThatNothingElseIsWovenIntoIsLeftAloneUntilThen() throws Exception {
    String stream = "java/io/FileOutputStream";
    assertNull(transform(stream));
    assertEquals(false, weaver.targets(stream));
    assertTrue(weaver.addLate().contains(stream));
    assertEquals(false, weaver.hasLate(stream), "not yet");
    assertTrue(calls(stream).containsKey(LATE));
    assertEquals(true, weaver.hasLate(stream));
    assertEquals(true, weaver.targets(stream), "to be taken out again");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sun/nio/ch/FileChannelImpl", "java/io/File"})
  void aClassKeepsWhateverElseIsWovenIntoIt(String name) throws Exception {
    Map<String, Integer> before = calls(name);
    assertEquals(false, weaver.hasLate(name));
    weaver.addLate();
    Map<String, Integer> after = calls(name);
    weaver.addLate();
    assertEquals(after, calls(name), "added twice it is there once");
    assertNotNull(after.remove(LATE));
    assertEquals(before, after);
    assertEquals(Map.of(), weaver.failures());
  }
}
