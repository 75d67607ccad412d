package dev.unjam.bridge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes many frames as one, and tells each of them. */
record RpcEach(List<String> told) implements RpcListener {
  /** What stands between two frames. */
  private static final Pattern BETWEEN = Pattern.compile("\r?\n|Content-Length: [0-9]+\r\n\r\n");

  @Override
  public void frame(RpcFrame f, byte[] from, int at, int n) {
    told.add(f + " " + new String(from, at, n, UTF_8).strip());
  }

  @Override
  public boolean takesMany(RpcFrame f) {
    return true;
  }

  @Override
  public void frames(RpcFrame f, byte[] from, int first, int last, int end, int bytes) {
    int sum = 0;
    int at = first;
    Matcher between = BETWEEN.matcher(new String(from, 0, end, ISO_8859_1));
    while (at < end) {
      boolean more = between.find(at);
      int stop = more ? between.start() : end;
      frame(f, from, at, stop - at);
      sum += stop - at;
      assertEquals(!more, at == last);
      at = more ? between.end() : end;
    }
    assertTrue(sum <= bytes && bytes <= end - first);
  }
}
