package dev.unjam.clients;

import clienthost.Cell;

/** What a caller sees, where that depends on the client: the exceptions to the rule. */
final class Expected {
  private static final String OURS = "dev.unjam.bridge.QuotaExceededException";

  private Expected() {}

  /** The class that is to be in the chain of what the caller gets. */
  static String seen(Cell cell) {
    return OURS;
  }

  /** How often the server is asked. */
  static int requests(Cell cell) {
    return 1;
  }
}
