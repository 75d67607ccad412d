package dev.unjam.stress;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Delays one side of a race so that both arrive at the same instant.
 *
 * <p>What is raced with takes a handshake, tens of microseconds that differ from machine to
 * machine: who comes first is learnt from the rounds before, and the delay stays about the point
 * where it turns.
 */
public final class Aim {
  private static final int LEAST = 16;
  private static final int MOST = 1 << 22;
  private static final int FAR_OFF = 4;

  private volatile int centre = 1 << 10;

  /** How often in a row the same side came first; more than nothing if it is the pausing one. */
  private volatile int inARow;

  /** One step of waiting for another thread; there may be more of them than processors. */
  @SuppressWarnings("ThreadPriorityCheck")
  public static void giveWay() {
    Thread.yield();
  }

  /** Spins for about the learnt time, between half of it and half as much again. */
  public void pause() {
    int c = centre;
    int spins = c / 2 + ThreadLocalRandom.current().nextInt(c);
    for (int i = 0; i < spins; i++) {
      Thread.onSpinWait();
    }
  }

  /** The side that pauses came first: it is to pause for longer. */
  public void tooEarly() {
    int c = centre;
    int row = Math.max(0, inARow) + 1;
    inARow = row;
    centre = Math.min(MOST, row > FAR_OFF ? 2 * c : c + c / LEAST);
  }

  /** The side that pauses came too late. */
  public void tooLate() {
    int c = centre;
    int row = Math.min(0, inARow) - 1;
    inARow = row;
    centre = Math.max(LEAST, row < -FAR_OFF ? c / 2 : c - c / LEAST);
  }
}
