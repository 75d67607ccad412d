package dev.unjam.engine.track;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.ClientHooks;
import dev.unjam.engine.host.WovenLock;
import dev.unjam.engine.refusal.Classifier;
import dev.unjam.engine.refusal.Exchange;
import dev.unjam.engine.refusal.Refusal;
import dev.unjam.engine.refusal.Transport;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A status of 200 is no success by itself: of its body is kept whatever may be an error. */
class ErrorsInSuccessesTest {
  private static final String EVENT = "data: {\"error\":{\"message\":\"quota exceeded\"}}\n\n";
  private static final List<String> ERRORS =
      List.of(
          "{\"error\":{\"message\":\"You exceeded your current quota\"}}",
          "{\"base_resp\":{\"status_code\":1008,\"status_msg\":\"insufficient balance\"}}",
          "[{\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\",\"message\":\"Quota\"}}]",
          EVENT,
          "event: error\n" + EVENT,
          ": ping\n\n" + EVENT,
          "id: 1\n" + EVENT,
          "retry: 5\n" + EVENT);

  private final ExecutorService host = Executors.newSingleThreadExecutor();
  private final WovenLock lock = WovenLock.reentrant();
  private final Object handle = new Object();
  private final Classifier classifier = Classifier.builtIn();

  @BeforeEach
  void switchOn() {
    Bridge.switchTo(true);
  }

  @AfterEach
  void switchOff() {
    Bridge.switchTo(false);
    host.shutdownNow();
  }

  private <T> T onHost(Callable<T> what) throws Exception {
    return host.submit(what).get(20, TimeUnit.SECONDS);
  }

  private CallRecord begun() throws Exception {
    return onHost(
        () -> {
          lock.lock();
          Object entered = ClientHooks.enter("test", "POST", "llm.example", 443, handle);
          return (CallRecord) requireNonNull(entered);
        });
  }

  /** What is kept of this body of one more attempt at the call. */
  private static byte[] kept(CallRecord call, String type, byte[] body) {
    ClientHooks.head(call, 200, List.of("content-type", type));
    ClientHooks.body(call, ByteBuffer.wrap(body));
    return requireNonNull(call.tee()).copy();
  }

  private @Nullable Refusal said(String type, byte[] body) {
    Map<String, String> headers = Map.of("content-type", type);
    Exchange e = new Exchange(Transport.HTTP, "llm.example", 200, headers, new String(body, UTF_8));
    return classifier.classify(e, Instant.EPOCH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/plain", "text/html"})
  void whatIsARefusalIsKeptWhateverItIsSaidToBe(String type) throws Exception {
    CallRecord call = begun();
    for (String error : ERRORS) {
      for (String before : List.of("", " ", "\r\n", "\ufeff", "\u2003")) {
        byte[] body = (before + error).getBytes(UTF_8);
        Refusal refusal = said(type, body);
        assertTrue(refusal != null || !before.isEmpty(), error + " is no refusal");
        assertEquals(refusal, said(type, kept(call, type, body)), error);
      }
    }
  }

  @Test
  void whatIsNotKeptWouldHaveBeenNone() throws Exception {
    CallRecord call = begun();
    int left = 0;
    for (String error : ERRORS) {
      byte[] more = (" " + error).getBytes(UTF_8);
      byte[] other = error.getBytes(UTF_8);
      for (int first = 0; first < 256; first++) {
        more[0] = (byte) first;
        other[0] = (byte) first;
        for (byte[] body : List.of(more, other)) {
          if (kept(call, "application/json", body).length == 0) {
            assertNull(said("application/json", body), "a refusal that begins with " + first);
            left++;
          }
        }
      }
    }
    assertTrue(left > ERRORS.size() * 256, left + " were not kept");
  }

  @Test
  void aCompressedBodyIsKeptWhateverItBeginsWith() throws Exception {
    CallRecord call = begun();
    List<String> zipped = List.of("content-type", "application/json", "Content-Encoding", "gzip");
    ClientHooks.head(call, 200, zipped);
    byte[] magic = {0x1f, (byte) 0x8b, 8};
    ClientHooks.body(call, ByteBuffer.wrap(magic));
    assertEquals(magic.length, requireNonNull(call.tee()).copy().length);
    ClientHooks.head(call, 200, List.of("content-encoding", "deflate"));
    ClientHooks.body(call, ByteBuffer.wrap(new byte[] {0x78}));
    assertEquals(1, requireNonNull(call.tee()).copy().length);
  }

  @Test
  void whatEndsALongStreamIsKeptBeItInLinesOrInFrames() throws Exception {
    CallRecord call = begun();
    String frames = "application/vnd.amazon.eventstream";
    String event = "\u000b:event-type\u0007\u0000\u0005chunk{\"p\":\"x\"}\u0000\u0000\u0000z";
    String exception =
        "\u000f:exception-type\u0007\u0000\u0013throttlingException{\"message\":\"Too many\"}";
    byte[] bedrock = (event.repeat(2_000) + exception).getBytes(UTF_8);
    assertNotNull(said(frames, kept(call, frames, bedrock)));
    assertNull(said(frames, kept(call, frames, (exception + event.repeat(2_000)).getBytes(UTF_8))));
    String lines = "application/x-ndjson";
    String chunk = "{\"model\":\"m\",\"message\":{\"content\":\"hi\"},\"done\":false}\n";
    String limit = "{\"error\":\"you have reached your weekly usage limit\"}\n";
    byte[] ollama = (chunk.repeat(2_000) + limit).getBytes(UTF_8);
    assertNotNull(said(lines, kept(call, lines, ollama)));
    assertNull(said(lines, kept(call, lines, (limit + chunk.repeat(2_000)).getBytes(UTF_8))));
  }
}
