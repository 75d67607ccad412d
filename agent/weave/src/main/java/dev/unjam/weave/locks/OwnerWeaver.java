package dev.unjam.weave.locks;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * Weaves {@code AbstractOwnableSynchronizer.setExclusiveOwnerThread} with ASM alone.
 *
 * <p>This hook must be there before {@code main}, and Byte Buddy itself takes too long to load
 * there. What it adds: {@code try { HoldHooks.ownerSet(this, thread); } catch (Throwable t) {
 * Faults.suppressed++; }}, so that not even a stack overflow leaves a lock half taken. An owner who
 * is set once more, as the write lock's {@code tryLock} does with each reentry, took nothing.
 */
public final class OwnerWeaver {
  /** The class that this weaves. */
  public static final String TARGET = "java/util/concurrent/locks/AbstractOwnableSynchronizer";

  private static final String FIELD = "exclusiveOwnerThread";
  private static final String METHOD = "setExclusiveOwnerThread";
  private static final String DESCRIPTOR = "(Ljava/lang/Thread;)V";
  private static final String FAULTS = "dev/unjam/bridge/Faults";

  private OwnerWeaver() {}

  /**
   * The woven class file.
   *
   * @throws IllegalStateException if the method is not there
   */
  public static byte[] weave(byte[] original) {
    ClassReader reader = OpenedClassReader.of(original);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    boolean[] found = new boolean[1];
    reader.accept(
        new ClassVisitor(OpenedClassReader.ASM_API, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor to = super.visitMethod(access, name, descriptor, signature, exceptions);
            if (!name.equals(METHOD) || !descriptor.equals(DESCRIPTOR)) {
              return to;
            }
            found[0] = true;
            return new BeforeBody(to);
          }
        },
        0);
    if (!found[0]) {
      throw new IllegalStateException("no method " + METHOD + DESCRIPTOR + " in " + TARGET);
    }
    return writer.toByteArray();
  }

  private static final class BeforeBody extends MethodVisitor {
    BeforeBody(MethodVisitor to) {
      super(OpenedClassReader.ASM_API, to);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      Label start = new Label();
      Label end = new Label();
      Label handler = new Label();
      Label body = new Label();
      visitTryCatchBlock(start, end, handler, "java/lang/Throwable");
      visitVarInsn(Opcodes.ALOAD, 1);
      visitJumpInsn(Opcodes.IFNULL, start);
      visitVarInsn(Opcodes.ALOAD, 1);
      visitVarInsn(Opcodes.ALOAD, 0);
      visitFieldInsn(Opcodes.GETFIELD, TARGET, FIELD, "Ljava/lang/Thread;");
      visitJumpInsn(Opcodes.IF_ACMPEQ, body);
      visitLabel(start);
      visitFrame(Opcodes.F_SAME, 0, null, 0, null);
      visitVarInsn(Opcodes.ALOAD, 0);
      visitVarInsn(Opcodes.ALOAD, 1);
      visitMethodInsn(
          Opcodes.INVOKESTATIC,
          "dev/unjam/bridge/HoldHooks",
          "ownerSet",
          "(Ljava/lang/Object;Ljava/lang/Thread;)V",
          false);
      visitLabel(end);
      visitJumpInsn(Opcodes.GOTO, body);
      visitLabel(handler);
      visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {"java/lang/Throwable"});
      visitInsn(Opcodes.POP);
      visitFieldInsn(Opcodes.GETSTATIC, FAULTS, "suppressed", "J");
      visitInsn(Opcodes.LCONST_1);
      visitInsn(Opcodes.LADD);
      visitFieldInsn(Opcodes.PUTSTATIC, FAULTS, "suppressed", "J");
      visitLabel(body);
      visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    }
  }
}
