package dev.unjam.bridge;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header fields of {@code sun.net.www.MessageHeader} as they stand there.
 *
 * <p>{@code HttpURLConnection.getHeaderFields} makes two maps of lists of them, which takes longer
 * than all the rest that is done for a call: it is for where these fields cannot be reached.
 */
public final class MessageHeaders {
  private static volatile VarHandle @Nullable [] given;

  private MessageHeaders() {}

  /** Constant for the compiler. */
  private static final class Handles {
    static final VarHandle @Nullable [] GIVEN = given;
    static final @Nullable VarHandle NAMES = GIVEN == null ? null : GIVEN[0];
    static final @Nullable VarHandle VALUES = GIVEN == null ? null : GIVEN[1];
    static final @Nullable VarHandle COUNT = GIVEN == null ? null : GIVEN[2];
  }

  /**
   * Gives access to {@code keys}, {@code values} and {@code nkeys}; once, on the agent's thread.
   */
  public static void access(VarHandle names, VarHandle values, VarHandle count) {
    given = new VarHandle[] {names, values, count};
    if (Handles.COUNT == null) {
      throw new IllegalStateException("the header fields were asked for before");
    }
  }

  /** The fields, or null if they cannot be told; on the thread that the answer is handed to. */
  static @Nullable Fields of(@Nullable Object headers) {
    return headers == null || given == null ? null : read(headers);
  }

  private static @Nullable Fields read(Object headers) {
    VarHandle n = Handles.NAMES;
    VarHandle v = Handles.VALUES;
    VarHandle c = Handles.COUNT;
    if (n == null || v == null || c == null) {
      return null;
    }
    String[] names = (String[]) n.get(headers);
    String[] values = (String[]) v.get(headers);
    int count = (int) c.get(headers);
    if (names == null || values == null || count > Math.min(names.length, values.length)) {
      return null;
    }
    List<String> inTurn = new ArrayList<>(2 * count);
    for (int i = 0; i < count; i++) {
      if (names[i] != null && values[i] != null) {
        inTurn.add(names[i]);
        inTurn.add(values[i]);
      }
    }
    return Fields.of(inTurn);
  }
}
