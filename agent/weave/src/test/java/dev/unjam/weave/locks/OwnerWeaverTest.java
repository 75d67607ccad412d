package dev.unjam.weave.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.ThreadRecord;
import dev.unjam.bridge.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.SimpleRemapper;
import net.bytebuddy.utility.OpenedClassReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The woven class itself, under another name, verified and run by this JVM. */
class OwnerWeaverTest {
  private static final String RENAMED = "woven/Owned";

  @BeforeEach
  void on() {
    Bridge.switchTo(true);
  }

  @AfterEach
  void off() {
    Bridge.switchTo(false);
  }

  private static byte[] original() throws IOException {
    try (InputStream in = ClassLoader.getSystemResourceAsStream(OwnerWeaver.TARGET + ".class")) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  /** A class of java.util cannot be defined anew: a copy of it can, and is verified. */
  private static Class<?> define(byte[] woven) {
    ClassReader reader = OpenedClassReader.of(woven);
    ClassWriter writer = new ClassWriter(0);
    reader.accept(
        new ClassRemapper(
            writer,
            new SimpleRemapper(OpenedClassReader.ASM_API, Map.of(OwnerWeaver.TARGET, RENAMED))) {
          @Override
          public void visit(
              int version, int access, String name, String signature, String above, String[] of) {
            super.visit(version, (access & ~0x400) | 1, name, signature, above, of);
          }
        },
        0);
    byte[] renamed = writer.toByteArray();
    return new ClassLoader(OwnerWeaverTest.class.getClassLoader()) {
      Class<?> define() {
        return defineClass(RENAMED.replace('/', '.'), renamed, 0, renamed.length);
      }
    }.define();
  }

  private static List<Object> held() {
    List<Object> held = new ArrayList<>();
    Threads.forEach(r -> addHeld(r, held));
    return held;
  }

  private static void addHeld(ThreadRecord r, List<Object> held) {
    for (int i = 0; r.thread == Thread.currentThread() && i < r.depth(); i++) {
      Object lock = r.lockAt(i);
      if (lock != null) {
        held.add(lock);
      }
    }
  }

  @Test
  void theWovenClassVerifiesTellsTheBridgeAndStillSetsTheOwner() throws Exception {
    Class<?> type = define(OwnerWeaver.weave(original()));
    var constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    Object lock = constructor.newInstance();
    Method set = type.getDeclaredMethod("setExclusiveOwnerThread", Thread.class);
    Method get = type.getDeclaredMethod("getExclusiveOwnerThread");
    set.setAccessible(true);
    get.setAccessible(true);
    set.invoke(lock, Thread.currentThread());
    assertSame(Thread.currentThread(), get.invoke(lock));
    assertEquals(List.of(lock), held());
    set.invoke(lock, (Object) null);
    assertNull(get.invoke(lock));
    assertEquals(List.of(), held());
  }

  @Test
  void whatIsWovenTwiceStillVerifies() throws Exception {
    Class<?> type = define(OwnerWeaver.weave(OwnerWeaver.weave(original())));
    assertEquals(RENAMED.replace('/', '.'), type.getName());
  }

  @Test
  void aClassWithoutTheMethodIsRefused() throws Exception {
    try (InputStream in = ClassLoader.getSystemResourceAsStream("java/lang/Object.class")) {
      byte[] other = Objects.requireNonNull(in).readAllBytes();
      assertThrows(IllegalStateException.class, () -> OwnerWeaver.weave(other));
    }
  }
}
