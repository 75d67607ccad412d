package dev.unjam.conformance;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The agent's bridge, seen by reflection: this suite is no part of the agent and is not compiled
 * against it.
 */
final class BridgeView {
  private static final String PACKAGE = "dev.unjam.bridge.";
  private static final long SECONDS = 60;

  private final Method forEach = method("Threads", "forEach", Consumer.class);
  private final Method depth = method("ThreadRecord", "depth");
  private final Method lockAt = method("ThreadRecord", "lockAt", int.class);
  private final Method isHold = method("ThreadRecord", "isHold", int.class);

  private BridgeView() {}

  /**
   * The bridge in this JVM, once the agent is at work, or null where no agent is meant to be.
   *
   * @throws IllegalStateException if there is an agent and should be none, or the reverse
   */
  static @Nullable BridgeView ofThisJvm() {
    String log = System.getProperty("conformance.agent.log");
    boolean there = type("Bridge") != null;
    if (there != (log != null)) {
      throw new IllegalStateException("the agent is " + (there ? "" : "not ") + "here");
    }
    if (log == null) {
      return null;
    }
    Deadline.ofSeconds(SECONDS)
        .await(() -> saysItStarted(Path.of(log)), () -> "the agent does not start: " + log);
    return new BridgeView();
  }

  private static boolean saysItStarted(Path log) {
    try {
      return Files.exists(log) && Files.readString(log).contains("\"agent.started\"");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Shows each hold that is on a thread's record. */
  void forEachHold(BiConsumer<Thread, Object> visitor) {
    Consumer<Object> each = record -> show(record, visitor);
    call(forEach, null, each);
  }

  private void show(Object record, BiConsumer<Thread, Object> visitor) {
    int entries = (int) Objects.requireNonNull(call(depth, record));
    for (int i = 0; i < entries; i++) {
      Object lock = call(lockAt, record, i);
      if (lock != null && Boolean.TRUE.equals(call(isHold, record, i))) {
        visitor.accept((Thread) Objects.requireNonNull(field(record, "thread")), lock);
      }
    }
  }

  /** How many errors the agent swallowed, and the last one. */
  String faults() {
    Object last = call(method("Faults", "last"), null);
    return field(null, "suppressed") + " " + last;
  }

  private static @Nullable Object field(@Nullable Object record, String name) {
    try {
      Class<?> type = record == null ? typeOf("Faults") : record.getClass();
      return type.getField(name).get(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(name, e);
    }
  }

  private static @Nullable Object call(Method method, @Nullable Object target, Object... args) {
    try {
      return method.invoke(target, args);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(method.toString(), e);
    }
  }

  private static Method method(String type, String name, Class<?>... parameters) {
    try {
      return typeOf(type).getMethod(name, parameters);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("the bridge has changed", e);
    }
  }

  private static Class<?> typeOf(String name) {
    return Objects.requireNonNull(type(name), name);
  }

  private static @Nullable Class<?> type(String name) {
    try {
      return Class.forName(PACKAGE + name, true, null);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }
}
