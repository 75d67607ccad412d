package dev.unjam.weave;

import static net.bytebuddy.matcher.ElementMatchers.isMethod;
import static net.bytebuddy.matcher.ElementMatchers.isStatic;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the short way makes of a class is what Byte Buddy's long one does, byte for byte. */
class ClassWeavingTest {
  /** With bridges, with lambdas of instances and of none, with many overloads. */
  private static final String[] BIG = {
    "java/util/concurrent/CompletableFuture",
    "java/lang/ProcessHandleImpl",
    "java/util/zip/ZipFile",
    "java/time/LocalDate",
    "java/lang/String",
    "sun/nio/ch/FileChannelImpl"
  };

  /** All of the JDK's that are woven and are there. */
  static Set<String> targets() {
    Set<String> names = new TreeSet<>();
    for (WeaveModule module : all()) {
      names.addAll(module.targets().keySet());
    }
    names.removeIf(name -> of(name).isEmpty());
    return names;
  }

  private static List<WeaveModule> all() {
    return Stream.of(Catalogue.modules(), Catalogue.late()).flatMap(List::stream).toList();
  }

  private static Optional<byte[]> of(String name) {
    return Stream.of(Object.class.getModule(), HttpClient.class.getModule())
        .flatMap(module -> file(module, name).stream())
        .findFirst();
  }

  private static Optional<byte[]> file(Module module, String name) {
    try (InputStream in = module.getResourceAsStream(name + ".class")) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] longWay(AsmVisitorWrapper advice, String name, byte[] bytes) {
    ClassFileLocator locator =
        new ClassFileLocator.Compound(
            ClassFileLocator.Simple.of(name.replace('/', '.'), bytes),
            ClassFileLocator.ForClassLoader.ofBootLoader());
    TypeDescription type =
        TypePool.Default.WithLazyResolution.of(locator).describe(name.replace('/', '.')).resolve();
    return new ByteBuddy()
        .with(TypeValidation.DISABLED)
        .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
        .decorate(type, locator)
        .visit(advice)
        .make()
        .getBytes();
  }

  private record One(AsmVisitorWrapper advice) implements WeaveModule {
    @Override
    public String id() {
      return "one";
    }

    @Override
    public Map<String, String[]> targets() {
      return Map.of();
    }

    @Override
    public AsmVisitorWrapper advice(String internalName) {
      return advice;
    }
  }

  /** An advice that uses all that a description of a method is asked for. */
  static final class Everything {
    private Everything() {}

    @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = RuntimeException.class)
    static Object enter(@Advice.AllArguments Object[] all, @Advice.Origin("#t #m #s") String of) {
      return all.length > of.length() ? all : of;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.This(optional = true) Object of,
        @Advice.Enter Object entered,
        @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object result,
        @Advice.Thrown(readOnly = false) Throwable thrown) {
      if (of == entered) {
        thrown = null;
        result = null;
      }
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  void isWhatByteBuddyMakesOfIt(String name) {
    byte[] original = of(name).orElseThrow();
    for (WeaveModule module : all()) {
      if (module.targets().containsKey(name)) {
        byte[] woven = ClassWeaving.weave(module, name, null, original);
        assertArrayEquals(longWay(module.advice(name), name, original), woven, module.id());
      }
    }
  }

  @Test
  void anAdviceGoesIntoTheSameMethodsInTheSameWay() {
    Advice advice = Advice.to(Everything.class);
    ElementMatcher<MethodDescription> methods = isMethod().and(not(isStatic()));
    for (String name : BIG) {
      byte[] original = of(name).orElseThrow();
      byte[] expected = longWay(advice.on(methods), name, original);
      One ours = new One(new AdvisedMethods(advice, methods));
      assertArrayEquals(expected, ClassWeaving.weave(ours, name, null, original), name);
      assertFalse(Arrays.equals(original, expected), "nothing was woven at all");
    }
  }

  @Test
  void thereAreTargets() {
    assertTrue(targets().size() > 40, () -> targets().toString());
  }
}
