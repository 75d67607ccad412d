package dev.unjam.weave;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;
import org.junit.jupiter.api.Test;

class WovenInAdvanceTest {
  private static final String SOCKETS = "sun/nio/ch/NioSocketImpl";
  private static final String ADDED = "addedByAnotherAgent";

  private final Weaver weaver = new Weaver();

  private static byte[] original() throws IOException {
    try (InputStream in = Object.class.getResourceAsStream("/" + SOCKETS + ".class")) {
      return requireNonNull(in).readAllBytes();
    }
  }

  /** What another agent, before this one, has made of it. */
  private static byte[] changed() throws IOException {
    ClassReader reader = OpenedClassReader.of(original());
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(writer, 0);
    writer.visitField(Opcodes.ACC_PRIVATE, ADDED, "I", null, null).visitEnd();
    return writer.toByteArray();
  }

  private static byte[] transformed(Weaver by, byte[] bytes) {
    return requireNonNull(by.transform(null, null, SOCKETS, null, null, bytes));
  }

  private static boolean holds(byte[] classFile, String name) {
    return new String(classFile, StandardCharsets.ISO_8859_1).contains(name);
  }

  @Test
  void isTheSameAsWhatIsWovenWhenTheClassIsLoaded() throws Exception {
    byte[] inTime = transformed(new Weaver(), original());
    weaver.warmUp();
    assertArrayEquals(inTime, transformed(weaver, original()));
    assertArrayEquals(inTime, transformed(weaver, original()), "and when it is woven once more");
    assertEquals(Set.of(SOCKETS), weaver.woven());
  }

  @Test
  void isNotTakenForAClassThatAnotherAgentHasChanged() throws Exception {
    weaver.warmUp();
    byte[] woven = transformed(weaver, changed());
    assertTrue(holds(woven, ADDED), "what the other agent added");
    assertTrue(holds(woven, "dev/unjam/bridge/SocketHooks"), "what this one does");
  }
}
