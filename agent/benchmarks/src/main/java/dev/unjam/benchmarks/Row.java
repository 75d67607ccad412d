package dev.unjam.benchmarks;

import java.util.List;

/**
 * One line of the table: one benchmark under one way of running the JVM.
 *
 * @param label what the table calls it
 * @param benchmark the JMH method, class and name
 * @param threads how many threads run it
 * @param kind how it is measured and what it has to hold
 * @param since the first JDK that can run it
 * @param jvmArgs what the JVM is told besides
 * @param peer whether Byteman's rule sees this lock as well, and is measured beside
 */
record Row(
    String label,
    String benchmark,
    int threads,
    Kind kind,
    int since,
    List<String> jvmArgs,
    boolean peer) {

  /** How a row is measured. */
  enum Kind {
    /** Nanoseconds of processor time an operation, one thread. */
    TIME,
    /** Operations a millisecond. */
    THROUGHPUT
  }

  static Row time(String label, String benchmark) {
    return new Row(label, benchmark, 1, Kind.TIME, 17, List.of(), false);
  }

  static Row throughput(String label, String benchmark) {
    return new Row(label, benchmark, 1, Kind.THROUGHPUT, 17, List.of(), false);
  }

  Row threads(int n) {
    return new Row(label, benchmark, n, kind, since, jvmArgs, peer);
  }

  Row since(int jdk) {
    return new Row(label, benchmark, threads, kind, jdk, jvmArgs, peer);
  }

  Row under(String... args) {
    return new Row(label, benchmark, threads, kind, since, List.of(args), peer);
  }

  Row withPeer() {
    return new Row(label, benchmark, threads, kind, since, jvmArgs, true);
  }

  List<Setting> settings() {
    return peer
        ? List.of(Setting.BARE, Setting.AGENT, Setting.BYTEMAN)
        : List.of(Setting.BARE, Setting.AGENT);
  }
}
