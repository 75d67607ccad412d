package dev.unjam.benchmarks.locks;

import dev.unjam.benchmarks.Setting;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Fails a measurement that is not what it says: hooks that are off, or on where none belong. */
public abstract class Traced {
  private static final Setting SETTING = Setting.ofThisProcess();

  /** Before the first iteration: the hooks of the setting are active, all of them. */
  @Setup(Level.Trial)
  public final void begin() {
    SETTING.expectActive();
  }

  /** After the last iteration: they still are, and swallowed no error. */
  @TearDown(Level.Trial)
  public final void end() {
    SETTING.expectActive();
    SETTING.expectNoFault();
  }
}
