package dev.unjam.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import clienthost.Sent;
import dev.unjam.agent.it.AgentLog;
import dev.unjam.agent.it.Packaged;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the agent keeps of a body takes nothing from the host: a program that reads errors, streams
 * and whatever else in every way is told the same with the agent as without it, by every single
 * read of every client.
 */
class BodyIT {
  private static final Duration START = Duration.ofSeconds(60);

  /** More than the host gives itself. */
  private static final Duration END = Duration.ofMinutes(3);

  /** Nothing here is to be ended, however slow the machine is. */
  private static final String LIMITS =
      "threshold=10m,patience=10m,silence=10m,silence.head=10m,leak=10m";

  private static final List<String> CLIENTS =
      List.of(
          "HttpURLConnection",
          "java.net.http ofInputStream",
          "java.net.http ofByteArray",
          "java.net.http ofString",
          "java.net.http ofLines",
          "java.net.http ofPublisher",
          "java.net.http with a handler of its own",
          "Apache 4",
          "Apache 5",
          "OkHttp 4 byteStream",
          "OkHttp 4 source",
          "OkHttp 5 byteStream",
          "OkHttp 5 source",
          "Jetty",
          "Reactor Netty",
          "RestClient over HttpURLConnection",
          "RestClient over java.net.http");

  @TempDir static Path folder;
  private static BodyServer server;
  private static Map<String, String> without;
  private static Map<String, String> with;
  private static AgentLog log;
  private static int statuses;

  @BeforeAll
  static void bothReadTheSame() throws Exception {
    server = BodyServer.start();
    Path bareFolder = Files.createDirectories(folder.resolve("bare"));
    Path watchedFolder = Files.createDirectories(folder.resolve("watched"));
    Process bare = start(bareFolder, List.of());
    Process watched = start(watchedFolder, List.of(Packaged.agent(LIMITS)));
    try {
      log = AgentLog.of(watchedFolder, watched.pid());
      begin(bare);
      log.awaitEvent("agent.started", e -> true, START);
      begin(watched);
      without = lines(bare, bareFolder);
      with = lines(watched, watchedFolder);
      statuses = bare.exitValue() + watched.exitValue();
    } finally {
      bare.destroyForcibly();
      watched.destroyForcibly();
    }
  }

  @AfterAll
  static void end() throws IOException {
    server.close();
  }

  private static Process start(Path in, List<String> agent) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(Packaged.java().toString(), "-XX:TieredStopAtLevel=1"));
    command.addAll(agent);
    command.addAll(List.of("-cp", ClassPaths.newest(), "clienthost.ReadingHost"));
    command.addAll(List.of(server.uri().toString(), in.getFileName().toString()));
    return new ProcessBuilder(command)
        .directory(in.toFile())
        .redirectOutput(in.resolve("stdout").toFile())
        .redirectError(in.resolve("stderr").toFile())
        .start();
  }

  private static void begin(Process host) throws IOException {
    host.outputWriter(StandardCharsets.UTF_8).append("\n").flush();
  }

  /** What each client was told by its reads, by the client, the body and the way to read. */
  private static Map<String, String> lines(Process host, Path in) throws Exception {
    boolean gone = host.waitFor(END.toSeconds(), TimeUnit.SECONDS);
    String out = Files.readString(in.resolve("stdout"));
    String err = Files.readString(in.resolve("stderr"));
    assertTrue(gone, () -> "has not ended after\n" + out + err);
    assertTrue(host.exitValue() <= 1, err);
    return out.lines()
        .map(line -> line.split("\t", 2))
        .collect(Collectors.toMap(l -> l[0], l -> l[1], (a, b) -> a + b, TreeMap::new));
  }

  @TestFactory
  Stream<DynamicTest> everyReadIsToldTheSame() {
    return without.entrySet().stream()
        .map(e -> dynamicTest(e.getKey(), () -> assertTold(e.getValue(), with.get(e.getKey()))));
  }

  /** One read a line: the first that differs is seen at once. */
  private static void assertTold(String expected, @Nullable String told) {
    assertEquals(expected.replace("; ", ";\n"), String.valueOf(told).replace("; ", ";\n"));
  }

  @Test
  void nobodyWaitsForWhatHasComeAlready() {
    assertEquals(0, statuses);
  }

  @Test
  void everyClientReadsEveryBody() {
    assertEquals(without.keySet(), with.keySet());
    for (String client : CLIENTS) {
      for (Sent sent : Sent.values()) {
        String read = client + ", " + sent + ", ";
        assertTrue(
            without.keySet().stream().anyMatch(line -> line.startsWith(read))
                || sent == Sent.EVENTS,
            read);
      }
    }
  }

  @Test
  void whatWasSentIsRead() throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(BodyServer.large());
    String large = BodyServer.large().length + " " + HexFormat.of().formatHex(digest);
    for (String client : CLIENTS) {
      String read = without.get(client + ", LARGE, WHOLE");
      assertTrue(String.valueOf(read).contains(large), () -> client + " read " + read);
    }
  }

  @Test
  void theAgentActsOnNobody() {
    assertEquals(List.of(), log.events("action.started"));
    assertEquals(List.of(), log.events("agent.degraded"));
  }
}
