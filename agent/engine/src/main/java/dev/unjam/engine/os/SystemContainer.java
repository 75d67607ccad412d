package dev.unjam.engine.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Knows whether this process is in a container that boots an operating system of its own, such as
 * LXC, systemd-nspawn and the distributions of WSL 2 do: its root file system is no image's layer,
 * and nobody else's either.
 *
 * <p>It takes two signs: what runs the container has said so inside of it, and the first process of
 * our pid namespace is an init. In a namespace that somebody has made inside of such a container,
 * over the same root, it is some other program.
 */
final class SystemContainer {
  /** As these write it into the environment of the first process, which systemd passes on. */
  private static final Set<String> KINDS = Set.of("lxc", "systemd-nspawn", "wsl");

  private static final Set<String> INITS =
      Set.of("systemd", "init", "openrc-init", "runit", "s6-svscan");

  private SystemContainer() {}

  /** Says so where all of it can be seen; never throws. */
  static boolean isOne() {
    return isOne(Path.of("/"));
  }

  static boolean isOne(Path root) {
    // WSL calls its own init(Ubuntu)
    String first = read(root.resolve("proc/1/comm")).strip();
    return (INITS.contains(first) || first.startsWith("init(")) && isSaid(root);
  }

  private static boolean isSaid(Path root) {
    return KINDS.contains(read(root.resolve("run/systemd/container")).strip())
        || KINDS.contains(read(root.resolve("run/host/container-manager")).strip())
        || List.of(read(root.resolve("proc/1/environ")).split("\0", -1)).stream()
            .anyMatch(SystemContainer::names)
        || isOfWsl(root);
  }

  private static boolean names(String variable) {
    return variable.startsWith("container=")
        && KINDS.contains(variable.substring("container=".length()));
  }

  private static boolean isOfWsl(Path root) {
    String kernel = read(root.resolve("proc/sys/kernel/osrelease"));
    return kernel.toLowerCase(Locale.ROOT).contains("microsoft")
        && Files.isDirectory(root.resolve("run/WSL"));
  }

  /** Empty where it is not there, or may not be read. */
  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException | SecurityException e) {
      return "";
    }
  }
}
