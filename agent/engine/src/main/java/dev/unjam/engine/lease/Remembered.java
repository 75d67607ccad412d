package dev.unjam.engine.lease;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Forgets the oldest of very many, so that a host that runs for months keeps its memory. */
final class Remembered<T> extends LinkedHashMap<String, T> {
  private static final long serialVersionUID = 1L;
  private static final int MOST = 1024;

  private Remembered() {}

  /** An empty one for any thread. */
  static <T> Map<String, T> map() {
    return Collections.synchronizedMap(new Remembered<>());
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
    return size() > MOST;
  }
}
