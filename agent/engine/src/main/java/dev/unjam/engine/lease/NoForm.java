package dev.unjam.engine.lease;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes nothing. */
final class NoForm implements TranscriptForm {
  @Override
  public boolean isChained() {
    return false;
  }

  @Override
  public @Nullable String header(Path transcript, RecoveryEntry entry) {
    return null;
  }

  @Override
  public String line(Path transcript, RecoveryEntry entry, @Nullable String parent) {
    return "";
  }

  @Override
  public boolean tells(Map<String, @Nullable Object> object, String incident) {
    return false;
  }
}
