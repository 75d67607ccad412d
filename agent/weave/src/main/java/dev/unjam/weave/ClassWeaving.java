package dev.unjam.weave;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/** Puts a module's advice into one class file with Byte Buddy; nothing is loaded or defined. */
final class ClassWeaving {
  private ClassWeaving() {}

  static byte[] weave(WeaveModule module, String name, @Nullable ClassLoader loader, byte[] bytes) {
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
        // What a class inherits is nothing to advice, and takes nearly half of the time to find
        // out.
        .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
        .decorate(type, locator)
        .visit(module.advice(name))
        .make()
        .getBytes();
  }
}
