package dev.unjam.engine.track;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.ChildHooks;
import dev.unjam.bridge.Ticks;
import dev.unjam.engine.host.AChild;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.WovenLock;
import dev.unjam.engine.refusal.Classifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A holder waits for the end of a child that says what the test lets it say. */
class PlainWordsTest {
  private static final String QUOTA =
      "Error: 429 insufficient_quota: You exceeded your current quota, please check your plan";
  private static final String RETRY =
      "[retry] attempt 1 failed: 429 Too Many Requests. Retrying in 2s...";

  private final Tracker tracker =
      new Tracker(Classifier.builtIn(), Synchronizers.open(), 1_000, 1_000, Monitors.NONE);
  private final HostThread holder = HostThread.single("holder");
  private final HostThread reader = HostThread.single("reader");
  private final AChild child = AChild.script("while IFS= read -r x; do echo \"$x\"; done");

  PlainWordsTest() throws Exception {}

  @BeforeEach
  void begin() {
    Bridge.switchTo(true);
    HostThread.await(holder.run(WovenLock.reentrant()::lock));
    HostThread.await(holder.run(() -> ChildHooks.waitsForEnd(child.process())));
  }

  @AfterEach
  void end() {
    child.close();
    Bridge.switchTo(false);
    holder.close();
    reader.close();
  }

  private @Nullable RefusalsView scan() {
    Ticks.advance(250);
    return requireNonNull(tracker.snapshot().holder(holder.record().id)).refusals();
  }

  private void onStderr(String line) {
    pieceOnStderr(line + "\n");
  }

  private void pieceOnStderr(String piece) {
    byte[] text = piece.getBytes(UTF_8);
    child.record().saysOnStderr(text, 0, text.length);
  }

  /** Read by a thread that holds nothing, as those do that pass it on. */
  private void onStdout(String line) {
    HostThread.await(
        reader.run(
            () -> {
              child.write(line + "\n");
              readLine(child.process().getInputStream());
            }));
  }

  private static void readLine(InputStream in) {
    try {
      int b = in.read();
      while (b >= 0 && b != '\n') {
        b = in.read();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void howeverOftenItIsAskedForAChildIsLookedAtOnceAScan() {
    scan();
    onStderr(QUOTA);
    assertNull(requireNonNull(tracker.snapshot().holder(holder.record().id)).refusals());
    assertNotNull(scan());
  }

  @ParameterizedTest
  @ValueSource(strings = {QUOTA, RETRY})
  void whoSaysNothingMoreAfterARefusalIsRefused(String refusal) {
    onStdout("thinking");
    scan();
    onStderr(refusal);
    RefusalsView first = requireNonNull(scan());
    RefusalsView later = requireNonNull(scan());
    assertEquals(first.firstMillis() + 250, later.firstMillis());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        RETRY,
        QUOTA,
        "Retrying in 4s (attempt 2)",
        "    at Client.ask (/app/client.js:12:3)",
        "  status: 429,",
        "}",
        "Waiting 20 seconds before the next attempt",
        ""
      })
  void itsOwnRetriesAndTheRestOfItsMessageAreNoGoingOn(String line) {
    onStderr(QUOTA);
    scan();
    onStderr(line);
    scan();
    assertNotNull(scan());
    onStdout(line);
    scan();
    assertNotNull(scan());
  }

  @ParameterizedTest
  @ValueSource(strings = {"fetched 3", "falling back to another model", "Error: no such file"})
  void whatElseItSaysOnTheSameStreamIsAGoingOnUntilItIsRefusedAgain(String line) {
    onStderr(QUOTA);
    assertNotNull(scan());
    onStderr(line);
    assertNull(scan());
    onStderr("Retrying in 4s");
    assertNull(scan(), "of what is not known to be a refusal");
    onStderr(QUOTA);
    RefusalsView again = requireNonNull(scan());
    assertEquals(0, again.firstMillis(), "from then on");
  }

  @Test
  void theBeginningOfALineIsNoRefusalYet() {
    pieceOnStderr("ERROR 429");
    assertNull(scan(), "it may go on");
    pieceOnStderr(" tests failed\n");
    assertNull(scan());
    assertNull(scan());
  }

  @Test
  void whoPrintsNoEndOfLineAndWaitsHasSaidItAll() {
    pieceOnStderr("thinking\n" + QUOTA);
    assertNull(scan());
    assertNotNull(scan());
  }

  @Test
  void whatItSaysOnItsOutputIsAGoingOnAsWell() {
    onStderr(RETRY);
    assertNotNull(scan());
    onStdout("fetched 1");
    assertNull(scan());
    onStdout("fetched 2");
    assertNull(scan());
    onStderr(RETRY);
    assertNotNull(scan());
    onStdout("fetched 3");
    assertNull(scan());
  }

  @Test
  void whatItSaysOnItsErrorStreamEndsARefusalOnItsOutput() {
    onStdout(QUOTA);
    assertNotNull(scan());
    assertNotNull(scan());
    onStderr("continuing with the cache");
    assertNull(scan());
  }

  @Test
  void whatCameBeforeARefusalOrTogetherWithItOnTheOtherStreamIsNone() {
    onStdout("thinking");
    onStderr(QUOTA);
    assertNotNull(scan());
    assertNotNull(scan());
  }
}
