package dev.unjam.weave;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/** Shows which methods and fields the methods of a class file use. */
final class Uses extends ClassVisitor {
  private final Each each;

  private Uses(Each each) {
    super(OpenedClassReader.ASM_API);
    this.each = each;
  }

  /** Hears of each use. */
  interface Each {
    /**
     * One use.
     *
     * @param in the method that has it
     * @param opcode the instruction
     */
    void use(String in, int opcode, Member used);
  }

  static void in(byte[] classFile, Each each) {
    OpenedClassReader.of(classFile).accept(new Uses(each), ClassReader.SKIP_FRAMES);
  }

  /** The same of calls alone. */
  static void calls(byte[] classFile, Each each) {
    in(
        classFile,
        (in, opcode, used) -> {
          if (opcode >= Opcodes.INVOKEVIRTUAL) {
            each.use(in, opcode, used);
          }
        });
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    return new MethodVisitor(OpenedClassReader.ASM_API) {
      @Override
      public void visitMethodInsn(
          int opcode, String owner, String called, String type, boolean isInterface) {
        each.use(name, opcode, new Member(owner, called, type));
      }

      @Override
      public void visitFieldInsn(int opcode, String owner, String field, String type) {
        each.use(name, opcode, new Member(owner, field, type));
      }
    };
  }
}
