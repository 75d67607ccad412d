package samplehost.harness;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a {@link Rig} is started; each {@code with} method returns a changed copy.
 *
 * @param folder where state and outputs go; must exist
 * @param jar the packaged sample host, its libraries in {@code lib} beside it
 * @param java the {@code java} that runs the gateway; the provider runs on the tests' own
 * @param jvmArgs further arguments of the gateway's JVM, such as an agent
 * @param gatewayArgs further options of the gateway
 * @param environment further variables of the gateway
 * @param workers the gateway's worker threads
 * @param lockTimeout how long the gateway waits for a session's lock file
 * @param runtime {@code urlconnection}, {@code jdk} or {@code acp}, for sessions that chose none
 */
public record RigOptions(
    Path folder,
    Path jar,
    Path java,
    List<String> jvmArgs,
    List<String> gatewayArgs,
    Map<String, String> environment,
    int workers,
    Duration lockTimeout,
    String runtime) {
  /** The gateway's own defaults, on the Java that runs the tests. */
  public static RigOptions in(Path folder) {
    return new RigOptions(
        folder,
        packagedJar(),
        ownJava(),
        ofTests(),
        List.of(),
        Map.of(),
        8,
        Duration.ofSeconds(60),
        "urlconnection");
  }

  public RigOptions withJar(Path value) {
    return new RigOptions(
        folder, value, java, jvmArgs, gatewayArgs, environment, workers, lockTimeout, runtime);
  }

  public RigOptions withJava(Path value) {
    return new RigOptions(
        folder, jar, value, jvmArgs, gatewayArgs, environment, workers, lockTimeout, runtime);
  }

  public RigOptions withJvmArgs(List<String> value) {
    return new RigOptions(
        folder, jar, java, value, gatewayArgs, environment, workers, lockTimeout, runtime);
  }

  public RigOptions withGatewayArgs(List<String> value) {
    return new RigOptions(
        folder, jar, java, jvmArgs, value, environment, workers, lockTimeout, runtime);
  }

  public RigOptions withEnvironment(Map<String, String> value) {
    return new RigOptions(
        folder, jar, java, jvmArgs, gatewayArgs, value, workers, lockTimeout, runtime);
  }

  public RigOptions withWorkers(int value) {
    return new RigOptions(
        folder, jar, java, jvmArgs, gatewayArgs, environment, value, lockTimeout, runtime);
  }

  public RigOptions withLockTimeout(Duration value) {
    return new RigOptions(
        folder, jar, java, jvmArgs, gatewayArgs, environment, workers, value, runtime);
  }

  public RigOptions withRuntime(String value) {
    return new RigOptions(
        folder, jar, java, jvmArgs, gatewayArgs, environment, workers, lockTimeout, value);
  }

  /** What the build's tests tell each JVM, in the property {@code samplehost.jvm}: see the pom. */
  private static List<String> ofTests() {
    String named = System.getProperty("samplehost.jvm", "");
    return named.isEmpty() ? List.of() : List.of(named.split(" ", -1));
  }

  static Path ownJava() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /** Beside these classes, packaged or not, unless the property {@code samplehost.jar} names it. */
  private static Path packagedJar() {
    String named = System.getProperty("samplehost.jar");
    if (named != null) {
      return Path.of(named);
    }
    try {
      return Path.of(RigOptions.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .resolveSibling("sample-host.jar");
    } catch (URISyntaxException e) {
      throw new IllegalStateException("cannot tell where the sample host's jar is", e);
    }
  }
}
