package dev.unjam.weave;

import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;

/**
 * Describes advice by its class files, and what it names by the classes themselves.
 *
 * <p>Through reflection the annotations of an advice are proxies, which are dear to make before
 * anything is compiled; and the bridge has no class files that could be found: it was defined.
 */
final class AdvicePool extends TypePool.AbstractBase {
  private static final String OURS = Advised.class.getPackageName() + ".";
  private static final ClassLoader LOADER = Advised.class.getClassLoader();

  static final ClassFileLocator FILES = ClassFileLocator.ForClassLoader.of(LOADER);

  private static final TypePool POOL =
      new TypePool.Default.WithLazyResolution(
          new CacheProvider.Simple(), FILES, TypePool.Default.ReaderMode.FAST, new AdvicePool());

  private AdvicePool() {
    super(CacheProvider.NoOp.INSTANCE);
  }

  static TypeDescription describe(Class<?> advice) {
    return POOL.describe(advice.getName()).resolve();
  }

  @Override
  protected Resolution doDescribe(String name) {
    if (!name.startsWith(OURS)) {
      try {
        Class<?> known = Class.forName(name, false, LOADER);
        return new Resolution.Simple(TypeDescription.ForLoadedType.of(known));
      } catch (ClassNotFoundException | LinkageError e) {
        return new Resolution.Illegal(name);
      }
    }
    return new Resolution.Illegal(name);
  }
}
