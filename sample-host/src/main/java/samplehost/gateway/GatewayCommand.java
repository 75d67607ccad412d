package samplehost.gateway;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import samplehost.Durations;

/** Reads the gateway's options and starts it. */
@Command(
    name = "gateway",
    mixinStandardHelpOptions = true,
    description = "Takes chat messages and answers them with a model.")
public final class GatewayCommand implements Callable<Integer> {
  @Option(names = "--port", defaultValue = "0", description = "0 takes a free one")
  private int port;

  @Option(names = "--state", required = true, description = "folder of the sessions")
  private Path state;

  @Option(names = "--provider", required = true, description = "such as http://127.0.0.1:8080")
  private URI provider;

  @Option(names = "--workers", defaultValue = "8", description = "default ${DEFAULT-VALUE}")
  private int workers;

  @Option(names = "--queue", defaultValue = "64", description = "messages that may wait")
  private int queue;

  @Option(
      names = "--lock-timeout",
      defaultValue = "60s",
      converter = DurationConverter.class,
      description = "how long a message waits for its session's lock file")
  private Duration lockTimeout;

  @Option(
      names = "--runtime",
      defaultValue = "urlconnection",
      description = "of sessions that chose none: ${COMPLETION-CANDIDATES}")
  private Runtimes.Kind runtime;

  @Option(names = "--child", description = "command of the ACP child, words between spaces")
  private String child;

  @Override
  public Integer call() throws Exception {
    Gateway gateway =
        new Gateway(
            new Settings(
                port,
                state.toAbsolutePath(),
                provider,
                workers,
                queue,
                lockTimeout,
                runtime,
                childCommand()));
    System.out.println("READY port=" + gateway.start() + " pid=" + ProcessHandle.current().pid());
    gateway.join();
    return 0;
  }

  /** Without the option: this very program, on the Java that runs it. */
  private List<String> childCommand() {
    if (child != null) {
      return List.of(child.trim().split("\\s+", -1));
    }
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        "samplehost.Main",
        "child");
  }

  static final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        return Durations.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
