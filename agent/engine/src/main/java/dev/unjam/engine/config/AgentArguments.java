package dev.unjam.engine.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes the agent's argument string apart: {@code key=value,key=value}.
 *
 * <p>A piece without {@code =} belongs to the value before it where that key takes a list, so
 * {@code lockfiles=*.lock,*.lck,mode=act} are two keys. There is no escape: a value with a comma in
 * front of something that has an {@code =} belongs into a system property or the file. An empty
 * piece is a slip, of which nobody knows what was meant to stand there.
 */
final class AgentArguments {
  private static final String ORIGIN = "the agent arguments";

  private final List<Setting> settings = new ArrayList<>();

  private AgentArguments() {}

  static List<Setting> parse(String text) throws BadOptionException {
    AgentArguments arguments = new AgentArguments();
    if (text.isBlank()) {
      return arguments.settings;
    }
    int start = 0;
    while (start <= text.length()) {
      int comma = text.indexOf(',', start);
      int end = comma < 0 ? text.length() : comma;
      arguments.piece(text.substring(start, end).trim());
      start = end + 1;
    }
    return arguments.settings;
  }

  private void piece(String piece) throws BadOptionException {
    int equals = piece.indexOf('=');
    if (equals >= 0) {
      String key = piece.substring(0, equals).trim();
      add(key, piece.substring(equals + 1).trim());
    } else {
      continueWith(piece);
    }
  }

  private void add(String key, String value) {
    // a webhook's address may itself hold ",x=secret"
    boolean secret = key.equals(Keys.WEBHOOK) || (Keys.known(key) == null && afterSecret());
    settings.add(new Setting(key, value, ORIGIN, secret));
  }

  private boolean afterSecret() {
    return !settings.isEmpty() && settings.get(settings.size() - 1).secret();
  }

  private void continueWith(String piece) throws BadOptionException {
    if (settings.isEmpty()) {
      throw new BadOptionException(
          Setting.quote(piece) + " from " + ORIGIN + ": not of the form key=value" + slip(piece));
    }
    Setting last = settings.remove(settings.size() - 1);
    if (!last.secret() && !Keys.takesCommas(last.key()) && Keys.known(last.key()) != null) {
      throw new BadOptionException(
          Setting.quote(piece)
              + " from "
              + ORIGIN
              + ": not of the form key=value, and "
              + last.key()
              + " before it takes no list"
              + slip(piece));
    }
    String value = last.value().concat(",").concat(piece);
    settings.add(new Setting(last.key(), value, last.origin(), last.secret()));
  }

  private static String slip(String piece) {
    return piece.isEmpty() ? "; take one comma out" : "";
  }
}
