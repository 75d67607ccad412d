package samplehost;

import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import samplehost.child.ChildCommand;
import samplehost.gateway.GatewayCommand;
import samplehost.provider.ProviderCommand;

/** Starts the one of the three programs that the first argument names. */
@Command(
    name = "sample-host",
    mixinStandardHelpOptions = true,
    description = "A chat gateway, the provider and the child that it asks.",
    subcommands = {GatewayCommand.class, ProviderCommand.class, ChildCommand.class})
public final class Main {
  private Main() {}

  /**
   * Runs one program; gateway and provider go on until they are ended from outside.
   *
   * @param args {@code gateway}, {@code provider} or {@code child}, then its options
   */
  public static void main(String[] args) throws IOException {
    // A gateway starts one for each session, and it has no options: picocli is half of its start.
    if (args.length == 1 && args[0].equals("child")) {
      new ChildCommand().call();
      return;
    }
    int status = new CommandLine(new Main()).execute(args);
    if (status != 0) {
      System.exit(status);
    }
  }
}
