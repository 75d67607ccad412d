package dev.unjam.engine.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What tells this machine, this boot and this pid namespace from others.
 *
 * @param hostname its name as the kernel has it, or null where that is not known
 * @param bootId a number that is new at each boot, or null
 * @param pidNamespace the namespace's link, such as {@code pid:[4026531836]}, or null
 */
public record Machine(
    @Nullable String hostname, @Nullable String bootId, @Nullable String pidNamespace) {

  /** Reads what can be read, without asking any name service; never throws. */
  public static Machine here() {
    return new Machine(kernelName(), read("/proc/sys/kernel/random/boot_id"), namespace());
  }

  private static @Nullable String kernelName() {
    String kernel = read("/proc/sys/kernel/hostname");
    if (kernel != null) {
      return kernel;
    }
    String windows = System.getenv("COMPUTERNAME");
    return windows != null ? windows : System.getenv("HOSTNAME");
  }

  private static @Nullable String read(String path) {
    try {
      String text = Files.readString(Path.of(path), StandardCharsets.US_ASCII).trim();
      return text.isEmpty() ? null : text;
    } catch (IOException e) {
      return null;
    }
  }

  private static @Nullable String namespace() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return null;
    }
  }
}
