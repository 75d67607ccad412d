package dev.unjam.weave.ownerless;

import java.nio.charset.StandardCharsets;

/**
 * Tells in less than a microsecond whether a class file can extend one of the JDK's synchronizers:
 * it is asked of every class that the host loads.
 *
 * <p>Walks the constant pool (JVMS 4.4) for their names and allocates nothing. A class that only
 * mentions one passes too; it is looked at more closely then.
 */
final class SuperclassInPool {
  private static final byte[] INT = ascii("java/util/concurrent/locks/AbstractQueuedSynchronizer");
  private static final byte[] LONG =
      ascii("java/util/concurrent/locks/AbstractQueuedLongSynchronizer");

  private static final int COUNT_AT = 8;
  private static final int UTF8 = 1;

  /** How long an entry is by its tag, the tag included; 0 for tags that there are none of. */
  private static final int[] LENGTHS = {
    0, 3, 0, 5, 5, 9, 9, 3, 3, 5, 5, 5, 5, 0, 0, 4, 3, 5, 5, 3, 3
  };

  private SuperclassInPool() {}

  private static byte[] ascii(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }

  /** Whether the pool has one of the names; false too for what is no class file. */
  static boolean mayBe(byte[] classFile) {
    if (classFile.length < COUNT_AT + 2) {
      return false;
    }
    int left = u2(classFile, COUNT_AT) - 1;
    int at = COUNT_AT + 2;
    while (left > 0 && at + 2 < classFile.length) {
      int tag = classFile[at];
      int length = tag > 0 && tag < LENGTHS.length ? LENGTHS[tag] : 0;
      if (length == 0) {
        return false;
      }
      if (tag == UTF8) {
        int utf8 = u2(classFile, at + 1);
        if (is(INT, classFile, at + length, utf8) || is(LONG, classFile, at + length, utf8)) {
          return true;
        }
        length += utf8;
      }
      // A long and a double take two places (4.4.5).
      left -= length == 9 ? 2 : 1;
      at += length;
    }
    return false;
  }

  private static boolean is(byte[] name, byte[] classFile, int at, int length) {
    if (length != name.length || at + length > classFile.length) {
      return false;
    }
    // From the end: nearly everything in a package begins alike.
    for (int i = length - 1; i >= 0; i--) {
      if (classFile[at + i] != name[i]) {
        return false;
      }
    }
    return true;
  }

  private static int u2(byte[] bytes, int at) {
    return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
  }
}
