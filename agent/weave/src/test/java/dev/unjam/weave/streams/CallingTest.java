package dev.unjam.weave.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CallingTest {
  private static class Counted implements Closeable {
    int closed;

    @Override
    public void close() throws IOException {
      closed++;
    }
  }

  private static final class Inherited extends Counted {}

  @Test
  void anObjectWhoseLibraryLacksTheTypeIsNotOfIt() throws Exception {
    assertFalse(Calling.call(new Object(), "org.example.Missing", "cancel"));
    assertNull(Calling.type("", "org.apache.http.concurrent.Cancellable"));
  }

  @Test
  void anObjectIsOfATypeThatItsSuperclassHas() throws Exception {
    Inherited object = new Inherited();
    assertTrue(Calling.call(object, "java.io.Closeable", "close"));
    assertTrue(Calling.call(object, "java.lang.AutoCloseable", "close"));
    assertEquals(2, object.closed);
    assertSame(
        java.io.InputStream.class,
        Calling.type(new ByteArrayInputStream(new byte[0]), "java.io.InputStream"));
  }
}
