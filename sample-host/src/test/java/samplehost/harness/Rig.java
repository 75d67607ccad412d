package samplehost.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * A gateway and a provider that run as processes of their own, until closed.
 *
 * <p>Every method may be called from any thread and blocks that thread; the {@code await} methods
 * throw an AssertionError with the gateway's stderr when their deadline comes first.
 */
public final class Rig implements AutoCloseable {
  private static final long LONGEST_WAIT_SECONDS = 20;

  private final RigOptions options;
  private final Running provider;
  private final Http http = new Http();
  private Running gateway;

  private Rig(RigOptions options, Running provider, Running gateway) {
    this.options = options;
    this.provider = provider;
    this.gateway = gateway;
  }

  /** Starts both and returns when both take requests. */
  public static Rig start(RigOptions options) throws IOException, InterruptedException {
    Running provider =
        Running.start("provider", options.folder(), Commands.provider(options), Map.of());
    try {
      return new Rig(options, provider, startGateway(options, provider));
    } catch (IOException | InterruptedException | RuntimeException e) {
      provider.close();
      throw e;
    }
  }

  /** Kills the gateway hard and starts it again on the same state, with the same provider. */
  public void restartGateway() throws IOException, InterruptedException {
    gateway.close();
    gateway = startGateway(options, provider);
  }

  private static Running startGateway(RigOptions options, Running provider)
      throws IOException, InterruptedException {
    return Running.start(
        "gateway",
        options.folder(),
        Commands.gateway(options, provider.port()),
        options.environment());
  }

  /** Sends a user's message; returns the gateway's status, 202 if it took it. */
  public int post(String channel, String chat, String text)
      throws IOException, InterruptedException {
    JsonNode body = Http.JSON.createObjectNode().put("chat", chat).put("text", text);
    return http.post(gateway.port(), "/channels/" + channel + "/messages", body);
  }

  /** All that the user was told after that number, at once; 0 for everything. */
  public List<Reply> replies(String channel, String chat, long after)
      throws IOException, InterruptedException {
    return outbox(channel, chat, after, Duration.ZERO);
  }

  /** The first text that the user was told after that number. */
  public Reply awaitReply(String channel, String chat, long after, Duration deadline)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + deadline.toNanos();
    Duration left = deadline;
    while (!left.isNegative()) {
      List<Reply> replies = outbox(channel, chat, after, left);
      if (!replies.isEmpty()) {
        return replies.get(0);
      }
      left = Duration.ofNanos(end - System.nanoTime());
    }
    throw late("no reply in " + channel + "/" + chat + " after " + after, deadline);
  }

  private List<Reply> outbox(String channel, String chat, long after, Duration wait)
      throws IOException, InterruptedException {
    long seconds = Math.min(LONGEST_WAIT_SECONDS, wait.plusMillis(999).toSeconds());
    String name = URLEncoder.encode(chat, StandardCharsets.UTF_8).replace("+", "%20");
    String path = "/channels/" + channel + "/chats/" + name + "/outbox";
    JsonNode found =
        http.get(
            gateway.port(),
            path + "?after=" + after + "&wait=" + seconds,
            Duration.ofSeconds(seconds));
    List<Reply> replies = new ArrayList<>();
    for (JsonNode reply : found) {
      replies.add(Http.JSON.treeToValue(reply, Reply.class));
    }
    return replies;
  }

  /** The gateway's own account of workers and sessions. */
  public JsonNode health() throws IOException, InterruptedException {
    return http.get(gateway.port(), "/health", Duration.ZERO);
  }

  /** The folder that the gateway was given as {@code --state}. */
  public Path state() {
    return Commands.state(options);
  }

  /** Where transcripts, lock files and {@code sessions.json} are. */
  public Path sessions() {
    return state().resolve("agents").resolve("main").resolve("sessions");
  }

  /** The lock files that are there now, sorted. */
  public List<Path> lockFiles() throws IOException {
    try (Stream<Path> files = Files.list(sessions())) {
      return files.filter(file -> file.toString().endsWith(".lock")).sorted().toList();
    }
  }

  /** The lock file of a chat's session, there or not. */
  public Path lockFile(String channel, String chat) throws IOException {
    return sessions().resolve(sessionId(channel, chat) + ".jsonl.lock");
  }

  /** Waits until a chat's session is locked, or is not. */
  public void awaitLocked(String channel, String chat, boolean locked, Duration deadline)
      throws Exception {
    await(
        () -> hasSession(channel, chat) && Files.exists(lockFile(channel, chat)) == locked,
        deadline,
        "lock file of " + channel + "/" + chat + " there: " + !locked);
  }

  /** Waits until there are exactly as many lock files. */
  public void awaitLockFiles(int count, Duration deadline) throws Exception {
    await(() -> lockFiles().size() == count, deadline, "not " + count + " lock files");
  }

  private void await(Callable<Boolean> condition, Duration deadline, String otherwise)
      throws Exception {
    if (!FolderWatch.await(sessions(), condition, deadline)) {
      throw late(otherwise, deadline);
    }
  }

  /** The transcript of a chat's session, there or not. */
  public Path transcriptFile(String channel, String chat) throws IOException {
    return sessions().resolve(sessionId(channel, chat) + ".jsonl");
  }

  /** The lines of a chat's transcript, the session's header first. */
  public List<JsonNode> transcript(String channel, String chat) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(transcriptFile(channel, chat))) {
      lines.add(Http.JSON.readTree(line));
    }
    return lines;
  }

  /** The id of a chat's session; the chat must have had a message. */
  public String sessionId(String channel, String chat) throws IOException {
    JsonNode session = stored(channel, chat);
    if (session.isMissingNode()) {
      throw new IllegalStateException("no session of " + channel + "/" + chat + " yet");
    }
    return session.path("sessionId").asText();
  }

  private boolean hasSession(String channel, String chat) throws IOException {
    return !stored(channel, chat).isMissingNode();
  }

  private JsonNode stored(String channel, String chat) throws IOException {
    Path file = sessions().resolve("sessions.json");
    return Files.exists(file)
        ? Http.JSON.readTree(file.toFile()).path(sessionKey(channel, chat))
        : Http.JSON.missingNode();
  }

  static String sessionKey(String channel, String chat) {
    return "agent:main:" + channel + ":" + chat;
  }

  /** What has come to the provider until now. */
  public ProviderRequests providerRequests() throws IOException, InterruptedException {
    return requests("", Duration.ZERO);
  }

  /** Waits until the provider was asked at least that often in all. */
  public ProviderRequests awaitProviderRequests(int total, Duration deadline)
      throws IOException, InterruptedException {
    String query = "?total=" + total + "&wait=" + deadline.plusMillis(999).toSeconds();
    ProviderRequests found = requests(query, deadline);
    if (found.total() < total) {
      throw late("only " + found.total() + " of " + total + " requests", deadline);
    }
    return found;
  }

  /** Waits until no answer of the provider is under way or stalled. */
  public void awaitProviderIdle(Duration deadline) throws IOException, InterruptedException {
    String query = "?open=0&wait=" + deadline.plusMillis(999).toSeconds();
    ProviderRequests found = requests(query, deadline);
    if (found.open() > 0) {
      throw late(found.open() + " answers still open", deadline);
    }
  }

  private ProviderRequests requests(String query, Duration wait)
      throws IOException, InterruptedException {
    JsonNode found = http.get(provider.port(), "/requests" + query, wait);
    return Http.JSON.treeToValue(found, ProviderRequests.class);
  }

  /** The gateway's process. */
  public long pid() {
    return gateway.pid();
  }

  /** The port of the gateway's pages. */
  public int gatewayPort() {
    return gateway.port();
  }

  /** The port of the provider's pages. */
  public int providerPort() {
    return provider.port();
  }

  /** All that the gateway has printed until now. */
  public String gatewayStdout() throws IOException {
    return gateway.stdout();
  }

  /** All that the gateway has printed to stderr until now. */
  public String gatewayStderr() throws IOException {
    return gateway.stderr();
  }

  /** Ends the gateway hard and leaves the provider and the state as they are. */
  public void killGateway() {
    gateway.close();
  }

  private AssertionError late(String what, Duration deadline) throws IOException {
    return new AssertionError(
        what + ", within " + deadline + "; the gateway's stderr:\n" + gatewayStderr());
  }

  /** Ends both processes and what they started, by their ids. */
  @Override
  public void close() {
    try (provider) {
      gateway.close();
    }
  }
}
