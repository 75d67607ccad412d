package dev.unjam.engine.detect;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Makes jars and folders whose files are empty: only their names count. */
final class AJar {
  private AJar() {}

  static Path write(Path file, Map<String, String> attributes, String... names) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest(attributes))) {
      for (String name : names) {
        jar.putNextEntry(new JarEntry(name));
      }
    }
    return file;
  }

  static Path folder(Path folder, String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
    return folder;
  }

  /** The same with what an unpacked jar brings along. */
  static Path unpacked(Path folder, Map<String, String> attributes, String... names)
      throws IOException {
    folder(folder, names);
    Path meta = Files.createDirectories(folder.resolve("META-INF"));
    try (OutputStream out = Files.newOutputStream(meta.resolve("MANIFEST.MF"))) {
      manifest(attributes).write(out);
    }
    return folder;
  }

  private static Manifest manifest(Map<String, String> attributes) {
    Manifest manifest = new Manifest();
    Attributes all = manifest.getMainAttributes();
    all.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.forEach(all::putValue);
    return manifest;
  }
}
