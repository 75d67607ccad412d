package dev.unjam.engine.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Bytes as they are sent, made by hand: no part of what reads them is used to write them. */
class StatusDetailsTest {
  private static final String LIMIT = "Rate limit exceeded for project";
  private static final byte[] RETRY_IN_12_AND_A_HALF =
      detail("google.rpc.RetryInfo", bytes(1, concat(number(1, 12), number(2, 500_000_000))));

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] varint(long value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long rest = value;
    while (rest > 0x7f) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
    return out.toByteArray();
  }

  private static byte[] number(int field, long value) {
    return concat(varint((long) field << 3), varint(value));
  }

  private static byte[] bytes(int field, byte[] value) {
    return concat(varint(((long) field << 3) | 2), varint(value.length), value);
  }

  private static byte[] text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] detail(String type, byte[] message) {
    return bytes(3, concat(text(1, "type.googleapis.com/" + type), bytes(2, message)));
  }

  private static byte[] status(byte[]... details) {
    return concat(number(1, 8), text(2, "no"), concat(details));
  }

  private static @Nullable Refusal classify(String message, byte[] status) {
    String base64 = Base64.getEncoder().withoutPadding().encodeToString(status);
    Map<String, String> fields = Map.of("grpc-message", message, StatusDetails.FIELD, base64);
    Exchange e = new Exchange(Transport.GRPC, "llm.grpc.example", 8, fields, "");
    return Classifier.builtIn().classify(e, Instant.EPOCH);
  }

  private static Refusal refused(String message, byte[] status) {
    Refusal refusal = classify(message, status);
    assertNotNull(refusal);
    return refusal;
  }

  @Test
  void aRetryInfoSaysHowLongToWait() {
    assertEquals(
        Duration.ofMillis(12_500), refused(LIMIT, status(RETRY_IN_12_AND_A_HALF)).retryAfter());
    assertNull(refused(LIMIT, status()).retryAfter());
  }

  @Test
  void itIsFoundBehindDetailsThatSayNothing() {
    byte[] other = detail("google.rpc.Help", bytes(1, text(2, "https://provider.example")));
    byte[] fixed = concat(varint((9 << 3) | 5), new byte[4], varint((10 << 3) | 1), new byte[8]);
    byte[] behind = concat(fixed, status(other, RETRY_IN_12_AND_A_HALF));
    assertEquals(Duration.ofMillis(12_500), refused(LIMIT, behind).retryAfter());
  }

  @Test
  void theReasonOfAnErrorInfoSaysWhatIsShort() {
    byte[] limited = status(detail("google.rpc.ErrorInfo", text(1, "RATE_LIMIT_EXCEEDED")));
    assertEquals(RefusalClass.RATE_LIMIT, refused("not now", limited).refusalClass());
    assertNull(classify("not now", status()));
  }

  @Test
  void aViolatedQuotaIsReadInItsOwnWords() {
    byte[] violation = concat(text(1, "project:1"), text(2, "Quota exceeded: requests per day"));
    byte[] quota = status(detail("google.rpc.QuotaFailure", bytes(1, violation)));
    assertEquals(RefusalClass.QUOTA, refused("not now", quota).refusalClass());
  }

  @Test
  void whatIsCutOrNoMessageAtAllIsReadAsFarAsItGoes() {
    byte[] whole = status(RETRY_IN_12_AND_A_HALF);
    for (int length = 0; length < whole.length; length++) {
      assertNotNull(classify(LIMIT, Arrays.copyOf(whole, length)));
    }
    byte[] noise = new byte[300];
    Arrays.fill(noise, (byte) 0xff);
    assertNull(refused(LIMIT, noise).retryAfter());
  }
}
