package dev.unjam.agent;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.net.URI;
import java.security.CodeSource;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The start in its order: the bridge into the bootstrap loader, the isolated loader, then the agent
 * in it.
 *
 * <p>Before {@code main}: no logging, no JMX, no JFR, no {@code java.nio.file}.
 */
final class Startup {
  private static final String AGENT = "dev.unjam.agent.inside.Agent";

  /**
   * The agent that runs in this JVM: takes agent arguments and whether they came by attaching,
   * returns an error line or null.
   */
  private static volatile @Nullable BiFunction<@Nullable String, Boolean, @Nullable String> running;

  private Startup() {}

  static synchronized void start(
      @Nullable String arguments, Instrumentation instrumentation, boolean attached)
      throws Exception {
    BiFunction<@Nullable String, Boolean, @Nullable String> agent = running;
    if (agent == null) {
      agent = make(instrumentation);
      running = agent;
    }
    String error = agent.apply(arguments, attached);
    if (error != null) {
      System.err.println("unjam: " + error);
    }
  }

  @SuppressWarnings("unchecked")
  private static BiFunction<@Nullable String, Boolean, @Nullable String> make(
      Instrumentation instrumentation) throws Exception {
    File jar = jar();
    IsolatedLoader loader = new IsolatedLoader(jar);
    BridgeInstaller.install(instrumentation, jar);
    Class<?> type = Class.forName(AGENT, true, loader);
    return (BiFunction<@Nullable String, Boolean, @Nullable String>)
        type.getConstructor(Instrumentation.class, String.class)
            .newInstance(instrumentation, loader.version());
  }

  /** The jar that this class was loaded from, whatever it is called and wherever it lies. */
  static File jar() throws Exception {
    CodeSource source = Startup.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IllegalStateException("cannot tell which jar the agent was loaded from");
    }
    URI uri = source.getLocation().toURI();
    return new File(uri);
  }
}
