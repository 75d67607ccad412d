package dev.unjam.clients;

import clienthost.Library;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a host of a client has on its class path: the newest of everything, and in front of it the
 * jars of {@code target/older/NAME}, where there are any, for a client in an older version.
 */
final class ClassPaths {
  private static final String HOST = System.getProperty("unjam.it.host", "");
  private static final String NEWEST = System.getProperty("unjam.it.clients", "");
  private static final Path OLDER = Path.of(System.getProperty("unjam.it.older", ""));

  private ClassPaths() {}

  static String of(Library client) {
    return Stream.of(Stream.of(HOST), older(client).stream(), Stream.of(NEWEST))
        .flatMap(entries -> entries)
        .filter(entry -> !entry.isEmpty())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static List<String> older(Library client) {
    Path folder = OLDER.resolve(client.name());
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> jars = Files.list(folder)) {
      return jars.map(Path::toString).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The version of a client, as the name of its jar tells it. */
  static String version(Library client) {
    if (client.artifact().isEmpty()) {
      return "the JDK's";
    }
    Pattern jar = Pattern.compile(Pattern.quote(client.artifact()) + "-(\\d.*)\\.jar");
    for (String name : jars(client)) {
      Matcher named = jar.matcher(name);
      if (named.matches()) {
        return named.group(1);
      }
    }
    throw new IllegalStateException("no " + client.artifact() + " on the host's class path");
  }

  /** Those of the class path, and the other versions in folders beside the host's classes. */
  private static List<String> jars(Library client) {
    List<String> names = new ArrayList<>();
    for (String entry : of(client).split(File.pathSeparator, -1)) {
      names.add(new File(entry).getName());
    }
    File[] folders = new File(HOST).getParentFile().listFiles(File::isDirectory);
    for (File beside : Objects.requireNonNull(folders)) {
      names.addAll(List.of(Objects.requireNonNull(beside.list())));
    }
    return names;
  }
}
