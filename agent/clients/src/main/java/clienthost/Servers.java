package clienthost;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Where a host finds its servers, by names: a scheme, or a scenario that has a server of its own.
 */
record Servers(Map<String, URI> named) {
  /** Each argument is a name, an equals sign and a URI. */
  static Servers parse(String[] args) {
    Map<String, URI> named = new HashMap<>();
    for (String arg : args) {
      int equals = arg.indexOf('=');
      named.put(arg.substring(0, equals), URI.create(arg.substring(equals + 1)));
    }
    return new Servers(Map.copyOf(named));
  }

  /** What a cell calls. */
  URI of(Cell cell) {
    URI own = named.get(cell.scenario().segment());
    return own == null
        ? of(cell, cell.scenario())
        : URI.create(cell.scheme() + "://" + own.getAuthority() + cell.path());
  }

  /** The server of a cell's scheme, when it does something else. */
  URI of(Cell cell, Scenario scenario) {
    return at(cell.scheme()).resolve(cell.path(scenario));
  }

  /** Another provider than the one of the cell's scheme. */
  URI another(Cell cell, Scenario scenario) {
    return at("another-" + cell.scheme()).resolve(cell.path(scenario));
  }

  /** The plain server, of which something is wanted that is no part of a trial. */
  URI plain(Cell cell, Scenario scenario) {
    return at("http").resolve(cell.path(scenario));
  }

  private URI at(String name) {
    return Objects.requireNonNull(named.get(name), () -> "no server for " + name);
  }
}
