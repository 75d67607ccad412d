package clienthost;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Tries each cell whose line it reads, all at the same time, and writes a line when one has ended.
 *
 * <p>Arguments: where its {@link Servers} are. Ends with its input.
 */
public final class ClientHost {
  private ClientHost() {}

  /** The program. */
  public static void main(String[] args) throws IOException {
    Servers servers = Servers.parse(args);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      Cell cell = Cell.parse(line);
      cell.kind().start(line, new Trial(cell, servers, ClientHost::tell));
    }
    System.exit(0);
  }

  private static void tell(Outcome outcome) {
    System.out.println(outcome.line());
  }
}
