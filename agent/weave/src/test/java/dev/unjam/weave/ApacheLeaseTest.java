package dev.unjam.weave;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.ClientHooks;
import dev.unjam.bridge.QuotaExceededException;
import dev.unjam.engine.remedy.Attempt;
import dev.unjam.weave.apache5async.Apache5AsyncAbort;
import dev.unjam.weave.apache5async.Apache5AsyncModule;
import dev.unjam.weave.apache5async.MinimalModule;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import net.bytebuddy.asm.AsmVisitorWrapper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A connection that is leased to a request whose caller has just been freed: woven versions of
 * Apache's asynchronous client 5.
 */
class ApacheLeaseTest {
  private static final Path JARS = Path.of("target", "apache");

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch firstMayEnd = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          asked.add(path);
          if (path.equals("/first")) {
            Awaitility.await().until(() -> firstMayEnd.getCount() == 0);
          }
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write(new byte[] {'o', 'k'});
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    firstMayEnd.countDown();
    server.stop(0);
    threads.shutdown();
  }

  static Stream<Arguments> clients() throws IOException {
    try (Stream<Path> folders = Files.list(JARS)) {
      return folders
          .map(f -> f.getFileName().toString())
          .filter(version -> version.startsWith("5."))
          .sorted()
          .toList()
          .stream()
          .flatMap(v -> Stream.of(Arguments.of(v, true), Arguments.of(v, false)));
    }
  }

  /** Both modules of the library. */
  private record Modules(WeaveModule first, WeaveModule second) implements WeaveModule {
    @Override
    public String id() {
      return first.id();
    }

    @Override
    public Map<String, String[]> targets() {
      Map<String, String[]> all = new HashMap<>(first.targets());
      all.putAll(second.targets());
      return all;
    }

    @Override
    public AsmVisitorWrapper advice(String internalName) {
      boolean firsts = first.targets().containsKey(internalName);
      return (firsts ? first : second).advice(internalName);
    }
  }

  /** A host in a loader of its own. */
  private record Host(Object of) {
    static Host over(String version, boolean minimal) throws Exception {
      List<URL> homes = new ArrayList<>();
      homes.add(ApacheLeaseTest.class.getProtectionDomain().getCodeSource().getLocation());
      try (Stream<Path> jars = Files.list(JARS.resolve(version))) {
        for (Path jar : jars.toList()) {
          homes.add(jar.toUri().toURL());
        }
      }
      String own = ApacheLeaseTest.class.getPackageName() + ".ApacheLeased";
      Modules modules = new Modules(new Apache5AsyncModule(), new MinimalModule());
      var loader = new WovenJars(homes, List.of("org.apache.hc.", own), modules);
      return new Host(loader.loadClass(own).getConstructor(boolean.class).newInstance(minimal));
    }

    @SuppressWarnings("unchecked")
    Future<?> ask(String uri, Runnable failed) {
      return ((BiFunction<String, Runnable, Future<?>>) of).apply(uri, failed);
    }

    int count(String what) throws ReflectiveOperationException {
      return (int) of.getClass().getMethod(what).invoke(of);
    }
  }

  private String uri(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** The connection is free, and whoever was to have it next has had it or has gone. */
  private void leasesToTheSecond(Host host, Future<?> first) {
    firstMayEnd.countDown();
    try {
      first.get(20, TimeUnit.SECONDS);
      Awaitility.await()
          .until(
              () ->
                  host.count("waiting") == 0
                      && (host.count("served") == 0 || asked.contains("/second")));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest(name = "{0}, minimal: {1}")
  @MethodSource("clients")
  void aRequestIsNotSentWhoseCallerWasFreedJustBeforeItHadAConnection(
      String version, boolean minimal) throws Exception {
    Host host = Host.over(version, minimal);
    Future<?> first = host.ask(uri("/first"), () -> {});
    Awaitility.await().until(() -> asked.contains("/first"));
    Held.run(
        () -> {
          Future<?> second = host.ask(uri("/second"), () -> leasesToTheSecond(host, first));
          Awaitility.await().until(() -> host.count("waiting") == 1);
          CallRecord call = requireNonNull(ClientHooks.of(second));
          Attempt attempt = new Apache5AsyncAbort().abort(call, "quota");
          assertInstanceOf(Attempt.Done.class, attempt, attempt::toString);
          var e = assertThrows(ExecutionException.class, () -> second.get(20, TimeUnit.SECONDS));
          assertInstanceOf(QuotaExceededException.class, e.getCause());
          return null;
        });
    host.ask(uri("/third"), () -> {}).get(20, TimeUnit.SECONDS);
    assertEquals(List.of("/first", "/third"), asked);
    Awaitility.await().until(() -> host.count("served") == 0);
  }

  @ParameterizedTest(name = "{0}, minimal: {1}")
  @MethodSource("clients")
  void oneWhoseCallerWaitsOnIsSent(String version, boolean minimal) throws Exception {
    Host host = Host.over(version, minimal);
    var unused = host.ask(uri("/first"), () -> {});
    Awaitility.await().until(() -> asked.contains("/first"));
    Held.run(
        () -> {
          Future<?> second = host.ask(uri("/second"), () -> {});
          Awaitility.await().until(() -> host.count("waiting") == 1);
          firstMayEnd.countDown();
          second.get(20, TimeUnit.SECONDS);
          return null;
        });
    assertEquals(List.of("/first", "/second"), asked);
  }
}
