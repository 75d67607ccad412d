package dev.unjam.benchmarks;

/**
 * A figure that is not JMH's: of many threads.
 *
 * @param label what it is
 * @param jdk the JDK's version
 * @param value with its unit
 * @param limit what it must reach, or empty
 * @param holds whether it does
 */
record Figure(String label, String jdk, String value, String limit, boolean holds) {}
