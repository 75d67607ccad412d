package dev.unjam.clients;

import clienthost.Library;
import java.io.File;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of a client, as the name of its jar tells it. */
final class Versions {
  private Versions() {}

  static String of(Library client) {
    if (client.artifact().isEmpty()) {
      return "the JDK's";
    }
    Pattern jar = Pattern.compile(Pattern.quote(client.artifact()) + "-(\\d.*)\\.jar");
    for (String entry : HostProcess.classPath().split(File.pathSeparator, -1)) {
      Matcher named = jar.matcher(new File(entry).getName());
      if (named.matches()) {
        return named.group(1);
      }
    }
    throw new IllegalStateException("no " + client.artifact() + " on the host's class path");
  }
}
