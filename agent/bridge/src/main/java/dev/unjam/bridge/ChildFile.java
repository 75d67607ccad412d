package dev.unjam.bridge;

import java.io.File;
import java.lang.ProcessBuilder.Redirect;
import org.jspecify.annotations.Nullable;

/**
 * A file that a child is about to write to.
 *
 * @param file the file, or null for a pipe or what is inherited
 * @param from behind how many bytes it begins: where it does not append, what is there goes
 */
record ChildFile(@Nullable File file, long from) {
  static final ChildFile NONE = new ChildFile(null, 0);

  /** Where this leads; before the child is started. */
  static ChildFile of(@Nullable Redirect redirect) {
    File file = redirect == null ? null : redirect.file();
    if (redirect == null || file == null) {
      return NONE;
    }
    return new ChildFile(file, redirect.type() == Redirect.Type.APPEND ? file.length() : 0);
  }
}
