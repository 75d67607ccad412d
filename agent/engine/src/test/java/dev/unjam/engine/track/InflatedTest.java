package dev.unjam.engine.track;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class InflatedTest {
  private static final String TEXT =
      "{\"error\":{\"type\":\"insufficient_quota\",\"message\":\"You exceeded your quota.\"}}";

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }

  private static byte[] deflate(byte[] plain, boolean bare) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out, new Deflater(9, bare))) {
      deflater.write(plain);
    }
    return out.toByteArray();
  }

  /** With every optional field of RFC 1952's header. */
  private static byte[] gzipWithNames(byte[] plain) throws IOException {
    byte[] gzip = gzip(plain);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] head = Arrays.copyOf(gzip, 10);
    head[3] = 2 | 4 | 8 | 16;
    out.write(head);
    out.write(new byte[] {3, 0, 'a', 'b', 'c'});
    out.write("name\0comment\0".getBytes(UTF_8));
    out.write(new byte[] {1, 2});
    out.write(gzip, 10, gzip.length - 10);
    return out.toByteArray();
  }

  @Test
  void aCompressedBodyIsReadAsItsText() throws IOException {
    byte[] plain = TEXT.getBytes(UTF_8);
    assertEquals(TEXT, Inflated.text(gzip(plain), "gzip"));
    assertEquals(TEXT, Inflated.text(gzip(plain), " X-GZIP "));
    assertEquals(TEXT, Inflated.text(gzipWithNames(plain), "gzip"));
    assertEquals(TEXT, Inflated.text(deflate(plain, false), "deflate"));
    assertEquals(TEXT, Inflated.text(deflate(plain, true), "deflate"));
  }

  @Test
  void whatIsNotCompressedOrInAWayWeDoNotKnowStaysAsItIs() {
    byte[] plain = TEXT.getBytes(UTF_8);
    assertEquals(TEXT, Inflated.text(plain, null));
    assertEquals(TEXT, Inflated.text(plain, "identity"));
    assertEquals(TEXT, Inflated.text(plain, "br"));
    assertEquals(
        TEXT, Inflated.text(plain, "gzip"), "a client has taken it off and left the field");
  }

  @Test
  void ofAPrefixAsMuchIsReadAsItTellsAndNoCutMakesTrouble() throws IOException {
    String longer = TEXT + new Random(1).ints(2_000).boxed().toList();
    byte[] whole = gzip(longer.getBytes(UTF_8));
    String half = Inflated.text(Arrays.copyOf(whole, whole.length / 2), "gzip");
    assertTrue(half.startsWith(TEXT) && longer.startsWith(half), half);
    byte[] named = gzipWithNames(TEXT.getBytes(UTF_8));
    for (int n = 0; n < named.length; n++) {
      String text = Inflated.text(Arrays.copyOf(named, n), "gzip");
      assertTrue(n <= 10 || TEXT.startsWith(text), text);
    }
  }

  @Test
  void whatClaimsToBeHugeIsCut() throws IOException {
    byte[] bomb = gzip(new byte[16 * 1024 * 1024]);
    assertEquals(64 * 1024, Inflated.text(bomb, "gzip").length());
  }

  @Test
  void damageEndsItAndDoesNoMore() throws IOException {
    byte[] whole = gzip(TEXT.repeat(50).getBytes(UTF_8));
    Random random = new Random(2);
    for (int i = 0; i < 1_000; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      assertTrue(Inflated.text(damaged, "gzip").length() <= 64 * 1024);
    }
  }
}
