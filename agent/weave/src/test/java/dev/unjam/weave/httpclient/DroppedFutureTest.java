package dev.unjam.weave.httpclient;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.HttpClientHooks;
import dev.unjam.bridge.QuotaExceededException;
import dev.unjam.engine.remedy.Attempt;
import dev.unjam.weave.Held;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The call holds its future weakly. Whoever waits for a stage that follows it, and has dropped the
 * future itself, does not keep it alive: the JDK's exchange has to.
 */
class DroppedFutureTest {
  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab";

  private final HttpClient client = HttpClient.newHttpClient();

  /** What is left to whoever dropped the future. */
  private record Dropped(
      CallRecord call, CompletableFuture<String> stage, WeakReference<Object> future) {}

  private Dropped sent(ServerSocket server, String scheme) {
    URI uri = URI.create(scheme + "://127.0.0.1:" + server.getLocalPort() + "/");
    CompletableFuture<HttpResponse<String>> future =
        client.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    Object entered = HttpClientHooks.asyncEnter("GET", uri);
    HttpClientHooks.asyncExit(entered, future, null);
    return new Dropped(
        assertInstanceOf(CallRecord.class, entered),
        future.thenApply(HttpResponse::body),
        new WeakReference<>(future));
  }

  private static ServerSocket server() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  private static void collect() {
    WeakReference<Object> other = new WeakReference<>(new Object());
    for (int i = 0; i < 200 && other.get() != null; i++) {
      System.gc();
    }
    assertNull(other.get());
  }

  private static void isEnded(Dropped dropped) throws Exception {
    collect();
    assertNotNull(dropped.call.handle());
    assertInstanceOf(Attempt.Done.class, new HttpClientAbort().abort(dropped.call, "quota"));
    ExecutionException told =
        assertThrows(ExecutionException.class, () -> dropped.stage.get(20, TimeUnit.SECONDS));
    assertInstanceOf(QuotaExceededException.class, told.getCause());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void aCallWithoutAHeadOrAHandshakeCanStillBeEnded(String scheme) throws Exception {
    Held.run(
        () -> {
          try (ServerSocket server = server()) {
            Dropped dropped = sent(server, scheme);
            try (Socket open = server.accept()) {
              assertNotNull(open.getInputStream().readNBytes(1));
              isEnded(dropped);
            }
          }
          return null;
        });
  }

  @Test
  void aCallInTheMiddleOfItsBodyCanStillBeEnded() throws Exception {
    Held.run(
        () -> {
          try (ServerSocket server = server()) {
            Dropped dropped = sent(server, "http");
            try (Socket open = server.accept()) {
              assertNotNull(open.getInputStream().readNBytes(1));
              open.getOutputStream().write(HEAD.getBytes(US_ASCII));
              isEnded(dropped);
            }
          }
          return null;
        });
  }

  @Test
  void onceItIsAnsweredNothingKeepsIt() throws Exception {
    Held.run(
        () -> {
          try (ServerSocket server = server()) {
            Dropped dropped = sent(server, "http");
            try (Socket open = server.accept()) {
              assertNotNull(open.getInputStream().readNBytes(1));
              open.getOutputStream().write((HEAD + "cdefghi").getBytes(US_ASCII));
              assertEquals("abcdefghi", dropped.stage.get(20, TimeUnit.SECONDS));
            }
            for (int i = 0; i < 500 && dropped.future.get() != null; i++) {
              System.gc();
              Thread.onSpinWait();
            }
            assertNull(dropped.call.handle());
          }
          return null;
        });
  }
}
