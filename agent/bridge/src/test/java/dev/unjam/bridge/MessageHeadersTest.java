package dev.unjam.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.lang.invoke.MethodHandles;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Fields as they stand in the arrays of another. */
class MessageHeadersTest {
  /** As the JDK's keeps them: a status line without a name, and room at the end. */
  @SuppressWarnings("UnusedVariable") // read by their handles
  private static final class Headers {
    final @Nullable String[] names = {null, "Content-Type", "Retry-After", "X-Empty", "old"};
    final @Nullable String[] values = {"HTTP/1.1 429", "text/plain", "7", null, "old"};
    int count = 4;
  }

  @Test
  void fieldsAreTakenInTurnWithoutTheStatusLineAndWhatIsBeyondTheirNumber() throws Exception {
    Headers headers = new Headers();
    assertNull(MessageHeaders.of(null));
    MethodHandles.Lookup in = MethodHandles.lookup();
    MessageHeaders.access(
        in.findVarHandle(Headers.class, "names", String[].class),
        in.findVarHandle(Headers.class, "values", String[].class),
        in.findVarHandle(Headers.class, "count", int.class));
    Fields fields = MessageHeaders.of(headers);
    assertNotNull(fields);
    assertEquals("7", fields.first("retry-after"));
    assertEquals(Set.of("Content-Type", "Retry-After"), fields.all().keySet());
    headers.count = 9;
    assertNull(MessageHeaders.of(headers), "more than there are");
  }
}
