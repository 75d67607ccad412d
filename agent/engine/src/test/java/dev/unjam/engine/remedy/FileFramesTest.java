package dev.unjam.engine.remedy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileFramesTest {
  private static StackTraceElement frame(String type, String method) {
    return new StackTraceElement(type, method, null, 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sun.nio.ch.FileChannelImpl",
        "sun.nio.ch.FileDispatcherImpl",
        "sun.nio.ch.UnixFileDispatcherImpl",
        "sun.nio.fs.UnixNativeDispatcher",
        "java.io.RandomAccessFile",
        "java.io.FileOutputStream"
      })
  void fileIoIsFoundAnywhereInTheStack(String type) {
    StackTraceElement[] stack = {
      frame("java.lang.Object", "wait"), frame(type, "write"), frame("host.Main", "main")
    };
    assertEquals(type + ".write", FileFrames.in(stack));
  }

  @Test
  void socketsSleepsAndTheHostsOwnClassesAreNone() {
    StackTraceElement[] stack = {
      frame("java.lang.Thread", "sleep"),
      frame("sun.nio.ch.NioSocketImpl", "read"),
      frame("host.FileChannelImpl", "read")
    };
    assertNull(FileFrames.in(stack));
    assertNull(FileFrames.in(new StackTraceElement[0]));
  }
}
