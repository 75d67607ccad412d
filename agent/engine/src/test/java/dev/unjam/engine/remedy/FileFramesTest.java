package dev.unjam.engine.remedy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
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
  void whoIsAboutToDeleteOrRenameIsToldFromWhoWrites() {
    for (StackTraceElement top :
        List.of(
            frame("sun.nio.fs.UnixFileSystemProvider", "implDelete"),
            frame("sun.nio.fs.UnixFileSystemProvider", "move"),
            frame("java.io.File", "delete"),
            frame("java.io.File", "renameTo"))) {
      assertTrue(FileFrames.removing(new StackTraceElement[] {top, frame("host.Main", "main")}));
    }
    StackTraceElement[] writing = {
      frame("sun.nio.fs.UnixFileSystemProvider", "newByteChannel"),
      frame("java.io.File", "createNewFile"),
      frame("host.File", "delete")
    };
    assertFalse(FileFrames.removing(writing));
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void theFramesAreThoseOfThisJdk() throws Exception {
    Set<String> seen = new HashSet<>();
    for (String type : List.of("java.io.File", "sun.nio.fs.UnixFileSystemProvider")) {
      for (Method method : Class.forName(type).getDeclaredMethods()) {
        seen.add(type + "." + method.getName());
      }
    }
    assertTrue(
        seen.containsAll(
            List.of(
                "java.io.File.delete",
                "java.io.File.renameTo",
                "sun.nio.fs.UnixFileSystemProvider.implDelete",
                "sun.nio.fs.UnixFileSystemProvider.move")),
        Runtime.version()::toString);
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
