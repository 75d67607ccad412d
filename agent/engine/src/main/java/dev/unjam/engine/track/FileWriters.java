package dev.unjam.engine.track;

import dev.unjam.bridge.ChildRecord;
import dev.unjam.bridge.Children;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells who else writes to the file that a child's output leads to. */
final class FileWriters {
  private static final Path SELF = Path.of("/proc/self");
  private static final Path DESCRIPTORS = SELF.resolve("fd");

  private FileWriters() {}

  /** Whether another child that the host has started leads there as well. */
  static boolean isOfAnother(ChildRecord child, File file) {
    Object key = key(file);
    Set<ChildRecord> others = new HashSet<>();
    Children.forEach(
        c -> {
          if (c != child && (is(c.outputFile(), key) || is(c.errorFile(), key))) {
            others.add(c);
          }
        });
    return !others.isEmpty();
  }

  private static boolean is(@Nullable File file, Object key) {
    return file != null && key(file).equals(key);
  }

  /** Whether the host itself has it open for writing; false where there is no {@code /proc}. */
  static boolean isOfTheHost(File file) {
    if (!Files.isDirectory(DESCRIPTORS)) {
      return false;
    }
    Object key = key(file);
    try (DirectoryStream<Path> all = Files.newDirectoryStream(DESCRIPTORS)) {
      for (Path fd : all) {
        if (DescriptorFlags.areToWrite(SELF, fd.getFileName().toString())
            && key(fd.toFile()).equals(key)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      // Nobody can tell, and another's words must not be taken for the child's.
      return true;
    }
  }

  /** Equal for all names of one file. */
  private static Object key(File file) {
    try {
      Object key = Files.readAttributes(file.toPath(), BasicFileAttributes.class).fileKey();
      return key == null ? file.getCanonicalFile() : key;
    } catch (IOException e) {
      return file;
    }
  }
}
