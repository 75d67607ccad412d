package dev.unjam.clients;

import clienthost.Library;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a host has on its class path: the newest of everything, or one client in the oldest version
 * that is claimed, from a folder that is called as its jar.
 */
final class ClassPaths {
  private static final String HOST = System.getProperty("unjam.it.host", "");
  private static final List<String> NEWEST =
      List.of(System.getProperty("unjam.it.clients", "").split(File.pathSeparator, -1));
  private static final Path OLDEST = Path.of(System.getProperty("unjam.it.oldest", ""));

  private ClassPaths() {}

  static String newest() {
    return joined(Stream.of(Stream.of(HOST), NEWEST.stream()));
  }

  /** Without the newest of all that comes from the same projects, whatever of it is there. */
  static String oldest(Library client) {
    List<Path> old = oldestJars(client);
    Set<String> projects = new HashSet<>();
    for (String jar : NEWEST) {
      if (old.stream().anyMatch(o -> artifact(o).equals(artifact(Path.of(jar))))) {
        projects.add(project(jar));
      }
    }
    Stream<String> others = NEWEST.stream().filter(jar -> !projects.contains(project(jar)));
    return joined(Stream.of(Stream.of(HOST), old.stream().map(Path::toString), others));
  }

  private static String joined(Stream<Stream<String>> entries) {
    return entries
        .flatMap(some -> some)
        .filter(entry -> !entry.isEmpty())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The name of a jar without its version. */
  private static String artifact(Path jar) {
    return jar.getFileName().toString().replaceFirst("-\\d.*", "");
  }

  /** Of a jar in a repository the folder of its group. */
  private static String project(String jar) {
    Path group = Path.of(jar);
    for (int i = 0; i < 3 && group.getParent() != null; i++) {
      group = group.getParent();
    }
    return group.toString();
  }

  /** Whether a client is tried in an older version as well. */
  static boolean hasOldest(Library client) {
    return !client.artifact().isEmpty() && Files.isDirectory(OLDEST.resolve(client.artifact()));
  }

  private static List<Path> oldestJars(Library client) {
    try (Stream<Path> jars = Files.list(OLDEST.resolve(client.artifact()))) {
      return jars.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The newest version of a client, as the name of its jar tells it. */
  static String version(Library client) {
    return client.artifact().isEmpty() ? "the JDK's" : version(client, newestJars());
  }

  static String oldestVersion(Library client) {
    return version(client, oldestJars(client).stream().map(ClassPaths::name).toList());
  }

  private static String version(Library client, List<String> jars) {
    Pattern jar = Pattern.compile(Pattern.quote(client.artifact()) + "-(\\d.*)\\.jar");
    for (String name : jars) {
      Matcher named = jar.matcher(name);
      if (named.matches()) {
        return named.group(1);
      }
    }
    throw new IllegalStateException("no " + client.artifact() + " on the host's class path");
  }

  /** Those of the class path, and the other versions in folders beside the host's classes. */
  private static List<String> newestJars() {
    List<String> names = new ArrayList<>();
    for (String entry : NEWEST) {
      names.add(name(Path.of(entry)));
    }
    File[] folders = new File(HOST).getParentFile().listFiles(File::isDirectory);
    for (File beside : Objects.requireNonNull(folders)) {
      names.addAll(List.of(Objects.requireNonNull(beside.list())));
    }
    return names;
  }

  private static String name(Path jar) {
    return jar.getFileName().toString();
  }
}
