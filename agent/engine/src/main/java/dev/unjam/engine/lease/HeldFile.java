package dev.unjam.engine.lease;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One lock file that a JVM holds, as its mark tells others of it.
 *
 * @param name its name, in the mark's folder
 * @param inode its number in the file system; the device's differs from container to container
 * @param size in bytes
 * @param modified the time of its last change
 */
record HeldFile(String name, String inode, long size, Instant modified) {
  /** A mark is read as a whole. */
  private static final int MOST = 1000;

  private static final String INODE = "ino=";

  /** Returns what there is of these files, by {@code stat} alone. */
  static List<HeldFile> of(Iterable<Path> files) throws IOException {
    TreeSet<Path> sorted = new TreeSet<>();
    files.forEach(sorted::add);
    List<HeldFile> held = new ArrayList<>();
    for (Path file : sorted) {
      FileIdentity identity = FileIdentity.of(file);
      if (identity != null && held.size() < MOST) {
        of(file, identity).ifPresent(held::add);
      }
    }
    return held;
  }

  /** Empty where the file system gives no numbers. */
  static Optional<HeldFile> of(Path file, FileIdentity identity) {
    String key = String.valueOf(identity.fileKey());
    int inode = key.indexOf(INODE);
    return inode < 0
        ? Optional.empty()
        : Optional.of(
            new HeldFile(
                String.valueOf(file.getFileName()),
                key.substring(inode),
                identity.size(),
                identity.modified().toInstant()));
  }

  static String write(List<HeldFile> all) {
    return JsonText.write(Map.of("held", all.stream().map(HeldFile::fields).toList()));
  }

  private Map<String, @Nullable Object> fields() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("name", name);
    fields.put("inode", inode);
    fields.put("size", size);
    fields.put("modified", modified.toString());
    return fields;
  }

  /** Reads what {@link #write} wrote; none of what is torn or anything else. */
  static List<HeldFile> read(String text) {
    List<HeldFile> held = new ArrayList<>();
    if (JsonText.object(text).orElse(Map.of()).get("held") instanceof List<?> all) {
      all.forEach(each -> read(each).ifPresent(held::add));
    }
    return held;
  }

  private static Optional<HeldFile> read(@Nullable Object each) {
    try {
      return each instanceof Map<?, ?> fields
              && fields.get("name") instanceof String name
              && fields.get("inode") instanceof String inode
              && fields.get("size") instanceof Long size
              && fields.get("modified") instanceof String modified
          ? Optional.of(new HeldFile(name, inode, size, Instant.parse(modified)))
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
