package dev.unjam.weave;

import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/** Puts the modules' advice into one class file with Byte Buddy; nothing is loaded or defined. */
final class ClassWeaving {
  private ClassWeaving() {}

  /** What the first module weaves comes before, and lies around, what the next one weaves. */
  static byte[] weave(
      List<WeaveModule> modules, String name, @Nullable ClassLoader loader, byte[] bytes) {
    String binaryName = name.replace('/', '.');
    ClassFileLocator locator =
        new ClassFileLocator.Compound(
            ClassFileLocator.Simple.of(binaryName, bytes),
            loader == null
                ? ClassFileLocator.ForClassLoader.ofBootLoader()
                : ClassFileLocator.ForClassLoader.of(loader));
    TypePool pool =
        new TypePool.Default.WithLazyResolution(
            new TypePool.CacheProvider.Simple(), locator, TypePool.Default.ReaderMode.FAST);
    TypeDescription type = pool.describe(binaryName).resolve();
    return new ByteBuddy()
        .with(TypeValidation.DISABLED)
        .decorate(type, locator)
        .visit(new AsmVisitorWrapper.Compound(modules.stream().map(m -> m.advice(name)).toList()))
        .make()
        .getBytes();
  }
}
