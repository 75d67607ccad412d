package dev.unjam.weave;

import java.util.HashMap;
import java.util.Map;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.field.FieldDescription;
import net.bytebuddy.description.field.FieldList;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.MethodList;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Puts one advice into the methods that match.
 *
 * <p>{@link AsmVisitorWrapper.ForDeclaredMethods} does the same, but asks each method of the class
 * for its descriptor first, and so the pool for the types of all their parameters; with several
 * advices for a class, each time anew. That was the most of what a start took.
 */
final class AdvisedMethods extends AsmVisitorWrapper.AbstractBase {
  private final Advice advice;
  private final ElementMatcher<? super MethodDescription> which;

  AdvisedMethods(Advice advice, ElementMatcher<? super MethodDescription> which) {
    this.advice = advice;
    this.which = which;
  }

  @Override
  public ClassVisitor wrap(
      TypeDescription type,
      ClassVisitor visitor,
      Implementation.Context context,
      TypePool pool,
      FieldList<FieldDescription.InDefinedShape> fields,
      MethodList<?> methods,
      int writerFlags,
      int readerFlags) {
    Map<String, MethodDescription> matching = new HashMap<>();
    for (MethodDescription m : methods) {
      if (which.matches(m)) {
        MethodDescription erased = new ErasedMethod(m.asDefined());
        matching.put(erased.getInternalName() + erased.getDescriptor(), erased);
      }
    }
    if (matching.isEmpty()) {
      return visitor;
    }
    return new ClassVisitor(OpenedClassReader.ASM_API, visitor) {
      @Override
      public @Nullable MethodVisitor visitMethod(
          int access,
          String name,
          String descriptor,
          @Nullable String signature,
          String @Nullable [] exceptions) {
        MethodVisitor code = super.visitMethod(access, name, descriptor, signature, exceptions);
        MethodDescription method = matching.get(name + descriptor);
        return code == null || method == null
            ? code
            : advice.wrap(type, method, code, context, pool, writerFlags, readerFlags);
      }
    };
  }
}
