package demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Shows the gateway stuck without the agent and freed with it; exit status 0 if both were seen.
 *
 * <p>Arguments: the agent's jar and a folder for everything that is written.
 */
public final class Demo implements AutoCloseable {
  private static final String OPTIONS = "threshold=3s,silence=5s";

  private final Path jar;
  private final Path folder;
  private final Checks checks = new Checks();
  private final Map<Scenario, String> without = new LinkedHashMap<>();
  private final Map<Scenario, String> with = new LinkedHashMap<>();
  private final ExecutorService users = Executors.newCachedThreadPool();
  private final long began = System.nanoTime();

  private Demo(Path jar, Path folder) {
    this.jar = jar;
    this.folder = folder;
  }

  /** Runs both halves. */
  public static void main(String[] args) throws Exception {
    int status;
    try (Demo demo = new Demo(Path.of(args[0]), Path.of(args[1]))) {
      status = demo.run();
    }
    System.exit(status);
  }

  private int run() throws Exception {
    System.out.println(
        "1. Without the agent (the gateway waits 2 s for a lock file here, not 60 s)");
    Path first = folder.resolve("without");
    try (Half stuck = Half.start(first, List.of(), Duration.ofSeconds(2))) {
      Without alone = firstHalf(stuck);
      System.out.println();
      System.out.println("2. With the agent: -javaagent:unjam.jar=" + OPTIONS);
      List<String> agent = List.of("-javaagent:" + jar + "=" + OPTIONS);
      try (Half helped = Half.start(folder.resolve("with"), agent, Duration.ofSeconds(60))) {
        secondHalf(helped);
      }
      lookAgain(stuck, alone);
    }
    return verdict();
  }

  private Without firstHalf(Half half) throws Exception {
    Without player = new Without(half, checks);
    say("gateway (pid " + half.rig.pid() + ") and provider are up");
    say("ten chats: nine whose call fails, and a slow one; then /reset in those that are stuck");
    playAll(Scenarios.all(), player::play, without, "without");
    tell(half);
    say("lock files left: " + half.rig.lockFiles().size());
    return player;
  }

  private void secondHalf(Half half) throws Exception {
    With player = new With(half, checks);
    AgentLog log = new AgentLog(half);
    say("gateway (pid " + half.rig.pid() + ") and provider are up");
    say("the same on three channels, each with a message behind it, and /reset at the end");
    Future<?> slow = users.submit(() -> playOne(Scenarios.SLOW, player::play, with, "with"));
    playAll(Scenarios.INCIDENT, player::play, with, "with");
    tell(half);
    incident(half, log, Scenarios.INCIDENT.get(0));
    say("the other scenarios, while the slow stream goes on");
    playAll(Scenarios.OTHERS, player::play, with, "with");
    slow.get();
    aftermath(half, log);
  }

  private void tell(Half half) throws Exception {
    for (Scenario s : Scenarios.INCIDENT) {
      for (String text : half.told(s)) {
        say(String.format("%-8s reads: %s", s.channel(), half.shortened(text)));
      }
    }
  }

  private void incident(Half half, AgentLog log, Scenario s) throws Exception {
    log.awaitClosed(Half.DEADLINE);
    List<String> lines = log.incidentOf(half.sessionId(s));
    checks.see(!lines.isEmpty(), "with: an incident of " + s + " in the log");
    System.out.println();
    System.out.println("   What the operator sees of " + s.channel() + " in " + log + ":");
    lines.forEach(line -> System.out.println("   " + half.shortened(line)));
    System.out.println();
  }

  /** Nothing is left over, nothing was done to the healthy one, nothing went wrong inside. */
  private void aftermath(Half half, AgentLog log) throws Exception {
    int left = half.rig.lockFiles().size();
    checks.see(left == 0, "with: no lock file left, but: " + left);
    log.awaitClosed(Half.DEADLINE);
    String healthy = half.sessionId(Scenarios.SLOW);
    for (JsonNode event : log.events()) {
      checks.see(!event.toString().contains(healthy), "with: slow never touched, but: " + event);
    }
    Set<String> open = log.open();
    checks.see(open.isEmpty(), "with: every incident closed, but: " + open);
    int suppressed = AgentLog.suppressed(jar, half.rig.pid());
    checks.see(suppressed == 0, "with: 0 errors suppressed in the agent, but: " + suppressed);
    say("lock files left: " + left + ", errors suppressed in the agent: " + suppressed);
  }

  private void lookAgain(Half stuck, Without alone) throws Exception {
    for (Scenario s : Scenarios.all()) {
      if (s.stuck()) {
        alone.deadNow(s);
      }
    }
    say("lock files of the gateway without the agent, now: " + stuck.rig.lockFiles().size());
  }

  private int verdict() {
    System.out.println();
    System.out.printf("%-28s %-20s %s%n", "SCENARIO", "WITHOUT", "WITH");
    for (Scenario s : Scenarios.all()) {
      String before = without.getOrDefault(s, "NOT SEEN");
      System.out.printf("%-28s %-20s %s%n", s.name(), before, with.getOrDefault(s, "NOT SEEN"));
    }
    System.out.println("(told: the user reads why. freed: the message behind it is answered.)");
    System.out.println();
    checks.missing().forEach(m -> System.out.println("not seen - " + m));
    int missing = checks.missing().size();
    System.out.println("demo: " + checks.seen() + " seen, " + missing + " not seen");
    return missing == 0 ? 0 : 1;
  }

  private interface Player {
    String play(Scenario s) throws Exception;
  }

  private void playAll(List<Scenario> all, Player player, Map<Scenario, String> words, String half)
      throws Exception {
    List<? extends Future<?>> plays =
        all.stream().map(s -> users.submit(() -> playOne(s, player, words, half))).toList();
    for (Future<?> play : plays) {
      play.get();
    }
  }

  private void playOne(Scenario s, Player player, Map<Scenario, String> words, String half) {
    String result;
    try {
      result = player.play(s);
    } catch (Exception | AssertionError e) {
      String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      checks.see(false, half + ": " + s + ": " + e.getClass().getSimpleName() + " " + first);
      result = "NOT SEEN";
    }
    synchronized (words) {
      words.put(s, result);
    }
  }

  private void say(String line) {
    System.out.printf("   [%3d s] %s%n", (System.nanoTime() - began) / 1_000_000_000, line);
  }

  @Override
  public void close() {
    users.shutdownNow();
  }
}
