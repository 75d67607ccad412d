package dev.unjam.engine.remedy;

/** What a remedy says of itself. */
public sealed interface Attempt {
  /** It was done; whether it helped is another matter. */
  record Done(String what) implements Attempt {}

  /** There is nothing to do it with. */
  record NoHandle(String why) implements Attempt {}

  /** The holder, its hold or its call is no longer the one that was meant. */
  record Gone(String what) implements Attempt {}

  /** Others were at the same files for long: it was not tried, and may be later. */
  record Busy(String why) implements Attempt {}

  /** It was tried and did not work. */
  record Failed(String why) implements Attempt {}
}
