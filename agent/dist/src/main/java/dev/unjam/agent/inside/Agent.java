package dev.unjam.agent.inside;

import dev.unjam.engine.Engine;
import dev.unjam.engine.config.AgentRequest;
import dev.unjam.engine.config.Mode;
import dev.unjam.engine.config.Options;
import java.lang.instrument.Instrumentation;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The agent inside the isolated loader: takes agent arguments, again and again.
 *
 * <p>The first that hold options start it; later ones are requests of the command line. Called on
 * the main thread before {@code main} or on the attach listener's thread; the answer is an error
 * line, or null.
 */
public final class Agent implements BiFunction<@Nullable String, Boolean, @Nullable String> {
  private final Instrumentation instrumentation;
  private final String version;
  private @Nullable RunningAgent running;
  private @Nullable Options dormant;

  /** Made by the entry through reflection. */
  public Agent(Instrumentation instrumentation, String version) {
    this.version = version;
    this.instrumentation = instrumentation;
  }

  @Override
  public synchronized @Nullable String apply(@Nullable String arguments, Boolean attached) {
    AgentRequest request = AgentRequest.of(arguments);
    try {
      return request == null ? start(arguments, attached) : answer(request);
    } catch (Exception | LinkageError e) {
      boolean ours = e.getClass().getName().startsWith("dev.unjam.");
      String why = ours ? e.getMessage() : e.toString();
      return "not started, the host runs without it: " + why;
    }
  }

  private @Nullable String start(@Nullable String arguments, boolean attached) throws Exception {
    if (running != null) {
      return "already runs in this JVM; use the verbs mode and detach";
    }
    Options options = Options.parse(arguments, System.getProperties(), System.getenv());
    if (options.mode() == Mode.OFF) {
      dormant = options;
    } else {
      running = RunningAgent.start(options, instrumentation, attached, version);
    }
    return null;
  }

  /** Started with mode=off, nothing was done yet: the first switch to another mode does it. */
  private void wake(AgentRequest request) throws Exception {
    Options options = dormant;
    boolean wakes = request.verb().equals("mode") && !"off".equals(request.value());
    if (running == null && options != null && wakes) {
      dormant = null;
      running = RunningAgent.start(options, instrumentation, true, version);
    }
  }

  private @Nullable String answer(AgentRequest request) throws Exception {
    wake(request);
    RunningAgent agent = running;
    Engine engine = agent == null ? null : agent.engine();
    if (agent == null || engine == null) {
      return null;
    }
    if (Requests.answer(request, agent, engine)) {
      running = null;
    }
    return null;
  }
}
