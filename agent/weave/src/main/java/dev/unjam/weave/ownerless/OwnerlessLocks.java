package dev.unjam.weave.ownerless;

import dev.unjam.weave.Sight;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Finds the exclusive synchronizers of the host and its libraries that keep no owner: direct
 * subclasses of the JDK's with a {@code tryAcquire} and a {@code tryRelease} of their own which
 * never call {@code setExclusiveOwnerThread}.
 *
 * <p>Any thread, also before {@code main}.
 */
public final class OwnerlessLocks {
  private static final String INT = AbstractQueuedSynchronizer.class.getName().replace('.', '/');
  private static final String LONG =
      AbstractQueuedLongSynchronizer.class.getName().replace('.', '/');

  private OwnerlessLocks() {}

  /** Whether a class that is loaded already may be one. */
  public static boolean mayBe(Class<?> loaded) {
    Class<?> parent = loaded.getSuperclass();
    return (parent == AbstractQueuedSynchronizer.class
            || parent == AbstractQueuedLongSynchronizer.class)
        && Sight.isOfHost(loaded.getClassLoader());
  }

  /**
   * Whether a class file is one, that a loader from which woven code can link to the bridge has.
   */
  public static boolean matches(@Nullable ClassLoader loader, byte[] classFile) {
    return Sight.isOfHost(loader)
        && SuperclassInPool.mayBe(classFile)
        && isOne(classFile)
        && Sight.reachesBridge(loader);
  }

  private static boolean isOne(byte[] classFile) {
    ClassReader reader = OpenedClassReader.of(classFile);
    String parent = reader.getSuperName();
    if (!INT.equals(parent) && !LONG.equals(parent)) {
      return false;
    }
    Search search = new Search(INT.equals(parent) ? "(I)Z" : "(J)Z");
    reader.accept(search, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return search.acquires && search.releases && !search.keepsOwner;
  }

  private static final class Search extends ClassVisitor {
    private final String descriptor;
    private boolean acquires;
    private boolean releases;
    private boolean keepsOwner;

    Search(String descriptor) {
      super(OpenedClassReader.ASM_API);
      this.descriptor = descriptor;
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String type,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      boolean own = type.equals(descriptor);
      acquires |= own && name.equals("tryAcquire");
      releases |= own && name.equals("tryRelease");
      return new MethodVisitor(OpenedClassReader.ASM_API) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String called, String calledType, boolean isInterface) {
          keepsOwner |= called.equals("setExclusiveOwnerThread");
        }
      };
    }
  }
}
