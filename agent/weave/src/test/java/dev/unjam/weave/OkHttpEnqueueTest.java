package dev.unjam.weave;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.CallRecord.Phase;
import dev.unjam.bridge.ClientHooks;
import dev.unjam.bridge.Denial;
import dev.unjam.bridge.QuotaExceededException;
import dev.unjam.bridge.ThreadRecord;
import dev.unjam.bridge.Threads;
import dev.unjam.engine.remedy.Attempt;
import dev.unjam.weave.okhttp.OkHttpAbort;
import dev.unjam.weave.okhttp.OkHttpModule;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Woven versions of the library, with a server that answers when it is told to. */
class OkHttpEnqueueTest {
  private static final Path JARS = Path.of("target", "okhttp");
  private static final String MESSAGE = "Model API quota exceeded, try again later (incident=i-1)";
  private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  /** Those whose own libraries are on the class path: 5 needs a newer Kotlin. */
  static Stream<String> versions() throws IOException {
    try (Stream<Path> jars = Files.list(JARS)) {
      return jars
          .map(jar -> jar.getFileName().toString())
          .filter(name -> !name.contains("-5."))
          .toList()
          .stream();
    }
  }

  /** A host in a loader of its own. */
  private record Host(Object of) {
    static Host over(String jar) throws Exception {
      List<URL> homes =
          List.of(
              JARS.resolve(jar).toUri().toURL(),
              OkHttpEnqueueTest.class.getProtectionDomain().getCodeSource().getLocation());
      String own = OkHttpEnqueueTest.class.getPackageName() + ".OkHttpEnqueued";
      var loader = new WovenJars(homes, List.of("okhttp3.", own), new OkHttpModule());
      return new Host(loader.loadClass(own).getConstructor().newInstance());
    }

    @SuppressWarnings("unchecked")
    CompletableFuture<String> enqueue(ServerSocket to) {
      String url = "http://127.0.0.1:" + to.getLocalPort() + "/";
      return ((Function<String, CompletableFuture<String>>) of).apply(url);
    }

    List<?> list(String field) throws ReflectiveOperationException {
      return (List<?>) of.getClass().getField(field).get(of);
    }

    Object counts() throws ReflectiveOperationException {
      return of.getClass().getMethod("counts").invoke(of);
    }

    void cancel(int i) throws ReflectiveOperationException {
      of.getClass().getMethod("cancel", int.class).invoke(of, i);
    }

    CallRecord record(int i) throws ReflectiveOperationException {
      return requireNonNull(ClientHooks.of(list("calls").get(i)));
    }
  }

  private static Throwable failure(CompletableFuture<String> of) {
    var e = assertThrows(ExecutionException.class, () -> of.get(20, TimeUnit.SECONDS));
    return requireNonNull(e.getCause());
  }

  private static ThreadRecord mine() {
    ThreadRecord[] mine = new ThreadRecord[1];
    Threads.forEach(
        r -> {
          if (r.thread == Thread.currentThread()) {
            mine[0] = r;
          }
        });
    return requireNonNull(mine[0]);
  }

  private void answer(Socket client) throws IOException {
    client.getOutputStream().write(ANSWER.getBytes(StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aDeniedCallFailsAsACancelledOneDoesAndNothingIsSent(String jar) throws Exception {
    Host host = Host.over(jar);
    Held.run(
        () -> {
          ThreadRecord r = mine();
          r.deny(new Denial(r.lastSeq(), MESSAGE));
          CompletableFuture<String> denied = host.enqueue(server);
          assertInstanceOf(QuotaExceededException.class, failure(denied));
          Awaitility.await().until(() -> host.counts().equals(List.of(0, 0)));
          assertEquals(List.of("callStart", "callFailed"), host.list("told"));
          r.deny(null);
          CompletableFuture<String> allowed = host.enqueue(server);
          try (Socket first = server.accept()) {
            answer(first);
            assertEquals("ok", allowed.get(20, TimeUnit.SECONDS), "the first that came");
          }
          return null;
        });
    Awaitility.await().until(() -> host.list("told").contains("callEnd"));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void oneThatWaitsBehindAnotherIsKnownAndItsAbortFreesItAlone(String jar) throws Exception {
    Host host = Host.over(jar);
    CompletableFuture<String> first = host.enqueue(server);
    try (Socket stuck = server.accept()) {
      Held.run(
          () -> {
            CompletableFuture<String> second = host.enqueue(server);
            CompletableFuture<String> third = host.enqueue(server);
            assertEquals(List.of(1, 2), host.counts());
            CallRecord call = host.record(1);
            assertEquals(Phase.SENT, call.phase());
            assertTrue(call.isAsync());
            host.cancel(1);
            assertEquals(List.of(1, 2), host.counts(), "the library's own way leaves it there");
            assertInstanceOf(Attempt.Done.class, new OkHttpAbort().abort(call, MESSAGE));
            assertInstanceOf(QuotaExceededException.class, failure(second));
            Awaitility.await().until(() -> host.counts().equals(List.of(1, 1)));
            assertFalse(third.isDone(), "its turn has not come");
            assertFalse(first.isDone());
            answer(stuck);
            assertEquals("ok", first.get(20, TimeUnit.SECONDS));
            answer(stuck);
            assertEquals("ok", third.get(20, TimeUnit.SECONDS), "over the same connection");
            return null;
          });
    }
    Awaitility.await().until(() -> host.counts().equals(List.of(0, 0)));
  }
}
