package dev.unjam.clients;

import clienthost.Scenario;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request asks for. A path says itself what is to be done; of a model provider's API the
 * name of the model says it, in the path or in the body.
 *
 * @param path the cell's
 * @param streamed whether the answer is wanted bit by bit
 */
record Asked(String path, Language language, boolean streamed) {
  private static final Pattern IN_BODY = Pattern.compile("\"model\"\\s*:\\s*\"([^\"]+)\"");
  private static final Pattern STREAMED = Pattern.compile("\"stream\"\\s*:\\s*true");
  private static final Pattern IN_PATH = Pattern.compile("/models?/(.+)[:/][a-zA-Z]+");

  /** A request, by the first line of its head and its body. */
  static Asked of(String line, String body) {
    String target = line.split(" ", -1)[1].replaceFirst("\\?.*", "");
    String path = URLDecoder.decode(target, StandardCharsets.UTF_8);
    Language language = Language.of(path);
    return new Asked(
        language == Language.PLAIN ? path : "/" + model(path, body),
        language,
        STREAMED.matcher(body).find());
  }

  private static String model(String path, String body) {
    for (Matcher named : List.of(IN_PATH.matcher(path), IN_BODY.matcher(body))) {
      if (named.find()) {
        return named.group(1);
      }
    }
    throw new IllegalArgumentException("no model in " + path + ": " + body);
  }

  /** What the same cell asks for when it wants something else. */
  String pathOf(Scenario scenario) {
    return "/" + scenario.segment() + path.substring(path.indexOf('/', 1));
  }

  Scenario scenario() {
    return Scenario.valueOf(path.split("/", -1)[1].toUpperCase(Locale.ROOT));
  }
}
