package dev.unjam.clients;

import clienthost.Library;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
    for (String entry : jars()) {
      Matcher named = jar.matcher(entry);
      if (named.matches()) {
        return named.group(1);
      }
    }
    throw new IllegalStateException("no " + client.artifact() + " on the host's class path");
  }

  /** Those of the class path, and the other versions in folders beside the host's classes. */
  private static List<String> jars() {
    List<String> names = new ArrayList<>();
    for (String entry : HostProcess.classPath().split(File.pathSeparator, -1)) {
      names.add(new File(entry).getName());
    }
    File folder = new File(System.getProperty("unjam.it.host", "")).getParentFile();
    for (File beside : Objects.requireNonNull(folder.listFiles(File::isDirectory))) {
      names.addAll(List.of(Objects.requireNonNull(beside.list())));
    }
    return names;
  }
}
