package dev.unjam.tools;

import dev.unjam.engine.config.AgentRequest;
import dev.unjam.engine.report.Ages;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.jspecify.annotations.Nullable;

/**
 * The way to the agent inside a JVM: loads it, or asks the one that is there.
 *
 * <p>Asking is attaching again with a request for arguments; the answer comes back in a file that
 * only this user can read.
 */
final class AgentInside {
  /** Names the outer jar; set by the jar's entry class. */
  static final String JAR = "unjam.internal.jar";

  private static final String ATTACH_TIMEOUT = "sun.tools.attach.attachTimeout";

  /** The attach API's own. */
  private static final long ATTACH_MILLIS = 10_000;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Target target;
  private final File jar;
  private final Duration patience;

  private AgentInside(Target target, File jar, Duration patience) {
    this.target = target;
    this.jar = jar;
    this.patience = patience;
  }

  static AgentInside of(long pid) throws NotPossibleException {
    return of(pid, PATIENCE);
  }

  /** The same for somebody who waits no longer than that for each answer. */
  static AgentInside of(long pid, Duration patience) throws NotPossibleException {
    String jar = System.getProperty(JAR);
    if (jar == null || !new File(jar).isFile()) {
      throw new NotPossibleException(
          "the agent's jar is not known: run this as java -jar unjam.jar");
    }
    return new AgentInside(Target.of(pid), new File(jar).getAbsoluteFile(), patience);
  }

  /** The answer, or null if Unjam does not run there. */
  @Nullable Answer ask(String verb, @Nullable String value) throws NotPossibleException {
    Path reply = null;
    try {
      reply = Files.createTempFile("unjam-", ".json");
      load(new AgentRequest(verb, value, reply.toString()).toAgentArguments());
      String text = Files.readString(reply, StandardCharsets.UTF_8).trim();
      return text.isEmpty() ? null : Answer.parse(target.pid(), text);
    } catch (IOException e) {
      throw new NotPossibleException("the answer of JVM " + target.pid() + " cannot be read: " + e);
    } finally {
      remove(reply);
    }
  }

  /** The answer of an agent that is expected to run. */
  Answer askRunning(String verb, @Nullable String value) throws NotPossibleException {
    Answer answer = ask(verb, value);
    if (answer == null) {
      throw new NotPossibleException("Unjam does not run in JVM " + target.pid());
    }
    return answer;
  }

  /** Loads the agent with these arguments; returns when its {@code agentmain} has. */
  void load(String arguments) throws NotPossibleException {
    String pid = Long.toString(target.pid());
    giveUpBefore(patience);
    FutureTask<Boolean> loading =
        new FutureTask<>(() -> ByteBuddyAgent.attach(jar, pid, arguments), true);
    Thread thread = new Thread(loading, "unjam-attach");
    thread.setDaemon(true);
    thread.start();
    try {
      loading.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new NotPossibleException(AttachFailure.sentence(target.pid(), e));
    } catch (TimeoutException e) {
      throw new NotPossibleException(
          "JVM " + pid + " does not answer: nothing came within " + Ages.format(patience));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotPossibleException("interrupted while JVM " + pid + " was asked");
    }
  }

  /** The JDK takes back what it left in the other's folder only if it gives up before we do. */
  private static void giveUpBefore(Duration patience) {
    long millis = patience.toMillis() * 4 / 5;
    if (millis < ATTACH_MILLIS && System.getProperty(ATTACH_TIMEOUT) == null) {
      System.setProperty(ATTACH_TIMEOUT, Long.toString(millis));
    }
  }

  private static void remove(@Nullable Path reply) throws NotPossibleException {
    try {
      if (reply != null) {
        Files.deleteIfExists(reply);
      }
    } catch (IOException e) {
      throw new NotPossibleException("the answer's file " + reply + " cannot be removed");
    }
  }
}
