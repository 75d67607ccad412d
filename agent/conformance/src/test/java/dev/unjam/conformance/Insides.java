package dev.unjam.conformance;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Field;
import java.util.Objects;

/** What the JDK does not show of its locks; its packages are opened to this suite. */
final class Insides {
  private Insides() {}

  /** The value of a lock's field {@code sync}, by which the agent knows the lock. */
  static Object sync(Object lock) {
    for (Class<?> type = lock.getClass(); type != null; type = type.getSuperclass()) {
      try {
        Field field = type.getDeclaredField("sync");
        field.setAccessible(true);
        return Objects.requireNonNull(field.get(lock));
      } catch (NoSuchFieldException e) {
        // the superclass has it
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }
    throw new IllegalArgumentException(lock + " has no sync");
  }

  /** The same lock after it was written and read again. */
  static <T> T copy(T original, Class<T> type) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(original);
      }
      try (ObjectInputStream in =
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        return type.cast(in.readObject());
      }
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What an object says of itself after its name. */
  static String shown(Object lock) {
    String text = lock.toString();
    String name = lock.getClass().getName() + "@" + Integer.toHexString(lock.hashCode());
    if (!text.startsWith(name)) {
      throw new AssertionError(text + " does not begin with " + name);
    }
    return text.substring(name.length());
  }
}
