package dev.unjam.engine.lease;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

  /** Returns what is told of these files. */
  static List<HeldFile> of(Map<Path, FileIdentity> seen) {
    List<HeldFile> held = new ArrayList<>();
    for (Map.Entry<Path, FileIdentity> each : new TreeMap<>(seen).entrySet()) {
      if (held.size() < MOST) {
        of(each.getKey(), each.getValue()).ifPresent(held::add);
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
