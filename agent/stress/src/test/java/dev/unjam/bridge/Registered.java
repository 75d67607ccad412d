package dev.unjam.bridge;

/** Looks into a part of the registry when everybody is through. */
final class Registered {
  private Registered() {}

  /** A thread of which only the identity matters. */
  static Thread thread() {
    return new Thread(() -> {});
  }

  /** A part of the smallest size in which all tries meet, with this many places taken. */
  static Slots partWith(int taken) {
    Slots slots = new Slots(8);
    for (int i = 0; i < taken; i++) {
      slots.add(new ThreadRecord(Thread.currentThread(), false), i);
    }
    return slots;
  }

  /** How the record stands in the registry: once, and found by its thread, is what it must be. */
  static String state(Slots slots, ThreadRecord r, int number) {
    int[] times = new int[1];
    slots.forEach(
        seen -> {
          if (seen == r) {
            times[0]++;
          }
        });
    if (times[0] != 1) {
      return times[0] + " times";
    }
    return slots.find(r.thread, number) == r ? "once" : "not found by its thread";
  }
}
