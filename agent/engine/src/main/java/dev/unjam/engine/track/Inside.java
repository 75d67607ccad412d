package dev.unjam.engine.track;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/** One private field of a class of the JDK's, read if the JDK has it and lets the agent. */
final class Inside {
  private final @Nullable Field field;

  private Inside(@Nullable Field field) {
    this.field = field;
  }

  static Inside of(String type, String name) {
    try {
      return of(Class.forName(type, false, null), name);
    } catch (ClassNotFoundException e) {
      return new Inside(null);
    }
  }

  static Inside of(Class<?> type, String name) {
    try {
      Field f = type.getDeclaredField(name);
      return new Inside(f.trySetAccessible() ? f : null);
    } catch (NoSuchFieldException e) {
      return new Inside(null);
    }
  }

  /** What the object has there; null also where it cannot be read or is of another class. */
  @Nullable Object get(@Nullable Object of) {
    Field f = field;
    if (f == null || !f.getDeclaringClass().isInstance(of)) {
      return null;
    }
    try {
      return f.get(of);
    } catch (IllegalAccessException e) {
      // Cannot be: it was made accessible; a JDK that takes that back is as one without the field.
      return null;
    }
  }
}
