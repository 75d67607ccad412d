package dev.unjam.weave;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** A method or field that some class file refers to. */
record Member(String owner, String name, String descriptor) {
  static Set<Member> usedIn(byte[] classFile) {
    Set<Member> used = new HashSet<>();
    Uses.in(classFile, (in, opcode, member) -> used.add(member));
    return used;
  }

  boolean isOf(String packages) {
    return owner.startsWith(packages);
  }

  /** Whether a class of this loader has it, itself or by what it extends. */
  boolean isThere(ClassLoader loader) throws ClassNotFoundException {
    return isThere(Class.forName(owner.replace('/', '.'), false, loader));
  }

  private boolean isThere(@Nullable Class<?> type) {
    return type != null
        && (Stream.of(type.getDeclaredMethods()).anyMatch(this::is)
            || Stream.of(type.getDeclaredConstructors()).anyMatch(this::is)
            || Stream.of(type.getDeclaredFields()).anyMatch(this::is)
            || isThere(type.getSuperclass())
            || Stream.of(type.getInterfaces()).anyMatch(this::isThere));
  }

  private boolean is(Constructor<?> constructor) {
    return name.equals("<init>") && Type.getConstructorDescriptor(constructor).equals(descriptor);
  }

  private boolean is(Method method) {
    return method.getName().equals(name) && Type.getMethodDescriptor(method).equals(descriptor);
  }

  private boolean is(Field field) {
    return field.getName().equals(name) && Type.getDescriptor(field.getType()).equals(descriptor);
  }
}
