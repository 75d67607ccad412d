package dev.unjam.weave;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.MethodList;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.TypeInitializer;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.Implementation.Context.FrameGeneration;
import net.bytebuddy.implementation.auxiliary.AuxiliaryType;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Puts a module's advice into one class file with Byte Buddy; nothing is loaded or defined.
 *
 * <p>What {@code new ByteBuddy().decorate(type)} makes of it, byte for byte, without the hundred
 * classes that are loaded for that alone and without asking for the types of every method.
 */
final class ClassWeaving {
  private static final AuxiliaryType.NamingStrategy NO_OTHER_TYPES =
      new AuxiliaryType.NamingStrategy.Suffixing("");

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
    return weave(module.advice(name), pool.describe(binaryName).resolve(), pool, bytes);
  }

  private static byte[] weave(
      AsmVisitorWrapper advice, TypeDescription type, TypePool pool, byte[] bytes) {
    ClassReader reader = OpenedClassReader.of(bytes);
    ClassWriter writer = new ClassWriter(reader, AsmVisitorWrapper.NO_FLAGS);
    ClassFileVersion version = ClassFileVersion.ofClassFile(bytes);
    Implementation.Context context =
        Implementation.Context.Disabled.Factory.INSTANCE.make(
            type,
            NO_OTHER_TYPES,
            TypeInitializer.None.INSTANCE,
            version,
            version,
            FrameGeneration.GENERATE);
    reader.accept(
        advice.wrap(
            type,
            writer,
            context,
            pool,
            type.getDeclaredFields(),
            own(type),
            AsmVisitorWrapper.NO_FLAGS,
            AsmVisitorWrapper.NO_FLAGS),
        AsmVisitorWrapper.NO_FLAGS);
    return writer.toByteArray();
  }

  /**
   * The methods that may be advised, as Byte Buddy has it: a bridge goes on to one that is. Made
   * once: each advice asks of all of them whether they match.
   */
  private static MethodList<?> own(TypeDescription type) {
    List<MethodDescription> own = new ArrayList<>();
    for (MethodDescription m : type.getDeclaredMethods()) {
      if (!(m.isVirtual() && m.isBridge())) {
        own.add(m);
      }
    }
    return new MethodList.Explicit<>(own);
  }
}
