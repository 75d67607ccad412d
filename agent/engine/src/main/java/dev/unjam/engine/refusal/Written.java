package dev.unjam.engine.refusal;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The settings of one rule as they were written, so that an error can show the one it is about. */
final class Written {
  private final String id;
  private final Setting head;
  private final Set<String> single;
  private final Map<String, Setting> first = new HashMap<>();

  /**
   * @param head stands for what is missing
   * @param single the keys that have one value in a rule
   */
  Written(String id, Setting head, Set<String> single) {
    this.id = id;
    this.head = head;
    this.single = single;
  }

  /**
   * Takes the next one.
   *
   * @throws BadRulesException if its key has one value, and has it already
   */
  void add(Setting s) {
    Setting before = first.putIfAbsent(s.key(), s);
    if (before != null && single.contains(s.key())) {
      throw s.bad("rule \"" + id + "\" has it in line " + before.line() + ": keep one of the two");
    }
  }

  /** The first one of this key; where there is none, that it is missing, at the rule's head. */
  Setting of(String key) {
    Setting written = first.get(key);
    return written == null ? new Setting(head.file(), head.line(), key, "") : written;
  }
}
