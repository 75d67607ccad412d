package dev.unjam.bridge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TeeTest {
  private static byte[] bytes(int n, long seed) {
    byte[] all = new byte[n];
    new Random(seed).nextBytes(all);
    return all;
  }

  @Test
  void nothingIsKeptOfNothing() {
    Tee tee = new Tee(false);
    tee.add(new byte[0], 0, 0);
    tee.add(new byte[3], 0, -1);
    assertArrayEquals(new byte[0], tee.copy());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void ofAnyPiecesTheHeadOrTheTailIsKept(boolean tail) {
    for (long seed = 1; seed <= 300; seed++) {
      Random random = new Random(seed);
      Tee tee = new Tee(tail);
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (int pieces = random.nextInt(12); pieces >= 0; pieces--) {
        byte[] piece = bytes(random.nextInt(random.nextBoolean() ? 100 : 12_000), seed);
        int from = piece.length == 0 ? 0 : random.nextInt(piece.length);
        int n = piece.length - from;
        all.write(piece, from, n);
        switch (random.nextInt(3)) {
          case 0 -> tee.add(piece, from, n);
          case 1 -> tee.add(ByteBuffer.wrap(piece, from, n).slice());
          default -> tee.add(ByteBuffer.wrap(piece, from, n).slice().asReadOnlyBuffer());
        }
        assertArrayEquals(kept(all.toByteArray(), tail), tee.copy(), "seed " + seed);
      }
    }
  }

  private static byte[] kept(byte[] all, boolean tail) {
    int n = Math.min(all.length, Tee.LIMIT);
    if (!tail) {
      return Arrays.copyOfRange(all, 0, n);
    }
    int from = all.length - n;
    boolean lost = from > 0;
    while (lost && from < all.length) {
      lost = all[from++] != '\n';
    }
    return Arrays.copyOfRange(all, from, all.length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"e", "[{", " {", "\n{", "\ufeff{", "data:", "event:", "id:", "retry:", ":"})
  void aSuccessThatMayTellOfAnErrorIsKept(String start) {
    byte[] body = (start + "x".repeat(10_000)).getBytes(UTF_8);
    for (Tee tee : inPieces(body)) {
      assertArrayEquals(kept(body, false), tee.copy());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "plain", "\"text\"", "%PDF", "\u00ffJ", "0123", "Error: quota"})
  void aSuccessThatCannotTellOfAnErrorIsNotKept(String start) {
    byte[] body = (start + "{\"error\":\"quota\"}".repeat(1_000)).getBytes(ISO_8859_1);
    for (Tee tee : inPieces(body)) {
      assertEquals(0, tee.copy().length);
      assertTrue(tee.isFull(), "and nothing more is copied");
      assertEquals(0, tee.wanted(body.length));
    }
    Tee refused = new Tee(false);
    refused.add(body, 0, body.length);
    assertArrayEquals(kept(body, false), refused.copy(), "where the status is an error's");
  }

  /** What has come of the body whole, byte by byte, in a buffer of the heap and in another. */
  private static List<Tee> inPieces(byte[] body) {
    Tee whole = Tee.ofSuccess(Fields.NONE);
    whole.add(body, 0, body.length);
    Tee single = Tee.ofSuccess(Fields.NONE);
    for (int i = 0; i < body.length; i++) {
      single.add(body, i, 1);
    }
    Tee heap = Tee.ofSuccess(Fields.NONE);
    heap.add(ByteBuffer.wrap(body));
    Tee direct = Tee.ofSuccess(Fields.NONE);
    direct.add(ByteBuffer.allocateDirect(body.length).put(body).flip());
    return List.of(whole, single, heap, direct);
  }

  @Test
  void aStreamThatLostItsBeginningBeginsWithAWholeLine() {
    Tee tee = new Tee(true);
    byte[] text = ("x".repeat(Tee.LIMIT) + " quota exceeded\nwhole\nand open").getBytes(UTF_8);
    tee.add(text, 0, text.length);
    assertEquals("whole\nand open", new String(tee.copy(), UTF_8));
    byte[] more = "y".repeat(Tee.LIMIT).getBytes(UTF_8);
    tee.add(more, 0, more.length);
    assertEquals("", new String(tee.copy(), UTF_8), "no line of it is whole");
  }

  @Test
  void whatWasReplacedIsForgotten() {
    Tee tee = new Tee(true);
    tee.add(bytes(20_000, 1), 0, 20_000);
    tee.replace(bytes(9, 2), 2, 5);
    assertArrayEquals(Arrays.copyOfRange(bytes(9, 2), 2, 7), tee.copy());
    tee.add(bytes(3, 3), 0, 3);
    assertEquals(8, tee.copy().length);
    tee.replace(bytes(0, 4), 0, 0);
    assertArrayEquals(new byte[0], tee.copy());
  }

  @Test
  void theVersionTellsThatTheCopyMayHaveChanged() {
    Tee tee = new Tee(true);
    int before = tee.version();
    tee.add(bytes(1, 1), 0, 1);
    assertNotEquals(before, tee.version());
  }

  @Test
  void nothingIsLostWhereSeveralWrite() throws Exception {
    Tee tee = new Tee(true);
    Thread[] writers = new Thread[3];
    for (int i = 0; i < writers.length; i++) {
      byte[] line = ("x".repeat(i * 5) + "\n").getBytes(UTF_8);
      writers[i] =
          new Thread(
              () -> {
                for (int round = 0; round < 20_000; round++) {
                  while (!tee.add(line, 0, line.length)) {
                    Thread.onSpinWait();
                  }
                }
              });
      writers[i].start();
    }
    for (Thread writer : writers) {
      writer.join();
    }
    assertEquals(20_000 * (1 + 6 + 11), tee.total());
    for (String line : new String(tee.copy(), UTF_8).split("\n", -1)) {
      assertTrue(line.isEmpty() || line.length() == 5 || line.length() == 10, line);
    }
  }

  @Test
  void whatCameSinceIsTheEnd() {
    Tee tee = new Tee(true);
    tee.add(bytes(7_000, 1), 0, 7_000);
    tee.add(bytes(100, 2), 0, 100);
    assertArrayEquals(bytes(100, 2), tee.copySince(7_000));
    assertArrayEquals(new byte[0], tee.copySince(7_100));
    assertArrayEquals(new byte[0], tee.copySince(9_000));
  }

  @Test
  void aCopyMadeDuringWritesIsNeverTorn() throws Exception {
    Tee tee = new Tee(true);
    // Its beginning is lost from now on, so that each copy begins behind the end of a line.
    for (int round = 0; round < 2; round++) {
      byte[] first = new byte[Tee.LIMIT];
      first[0] = '\n';
      tee.add(first, 0, first.length);
    }
    Thread writer =
        new Thread(
            () -> {
              byte[] same = new byte[Tee.LIMIT];
              for (int round = 0; round < 40_000; round++) {
                Arrays.fill(same, (byte) round);
                same[0] = '\n';
                tee.add(same, 0, same.length);
              }
            });
    writer.start();
    while (writer.isAlive()) {
      byte[] copy = tee.copy();
      for (byte b : copy) {
        assertEquals(copy[0], b, "bytes of two rounds in one copy");
      }
    }
    writer.join();
    assertEquals(Tee.LIMIT - 1, tee.copy().length);
  }
}
