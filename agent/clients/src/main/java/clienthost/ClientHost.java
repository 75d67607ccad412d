package clienthost;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Tries each cell whose line it reads, all at the same time, and writes a line when one has ended.
 *
 * <p>Arguments: where the servers are, each as {@code scheme=URI}. Ends with its input.
 */
public final class ClientHost {
  private ClientHost() {}

  /** The program. */
  public static void main(String[] args) throws IOException {
    Map<String, URI> bases = new HashMap<>();
    for (String arg : args) {
      String[] base = arg.split("=", 2);
      bases.put(base[0], URI.create(base[1]));
    }
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      Cell cell = Cell.parse(line);
      URI base = bases.get(cell.scheme());
      if (base == null) {
        throw new IllegalArgumentException("no server for " + cell);
      }
      cell.kind().start(line, new Trial(cell, base, ClientHost::tell));
    }
    System.exit(0);
  }

  private static void tell(Outcome outcome) {
    System.out.println(outcome.line());
  }
}
