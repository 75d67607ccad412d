package dev.unjam.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.weave.locks.OwnerWeaver;
import java.io.IOException;
import java.io.InputStream;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** On the JDK that runs the tests: a new one that moves a target is noticed here first. */
class TargetsTest {
  private static final String BRIDGE = "dev/unjam/bridge/";
  private static final Pattern LIBRARIES =
      Pattern.compile(
          "io/grpc/|io/netty/|okhttp3/|org/apache/|org/eclipse/jetty/|reactor/"
              + "|org/springframework/|software/amazon/");
  private static final ClassLoader JDK = ClassLoader.getPlatformClassLoader();

  static Stream<Arguments> targets() {
    return all()
        .flatMap(
            m ->
                m.targets().entrySet().stream()
                    .filter(e -> !e.getKey().endsWith("*") && isOfThisSystem(e.getKey()))
                    .filter(e -> !LIBRARIES.matcher(e.getKey()).lookingAt())
                    .map(e -> Arguments.of(m, e.getKey(), e.getValue())));
  }

  private static Stream<WeaveModule> all() {
    return Stream.concat(Catalogue.modules().stream(), Catalogue.late().stream());
  }

  private static boolean isOfThisSystem(String target) {
    boolean windows = System.getProperty("os.name", "").startsWith("Windows");
    return windows ? !target.contains("/Unix") : !target.contains("/Windows");
  }

  static byte[] classFile(String internalName) throws IOException {
    try (InputStream in = ClassLoader.getSystemResourceAsStream(internalName + ".class")) {
      return Objects.requireNonNull(in, internalName).readAllBytes();
    }
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("targets")
  void theTargetIsThereWithEachOfItsMethods(WeaveModule module, String target, String[] methods)
      throws Exception {
    Set<String> there = new HashSet<>();
    Class<?> type = Class.forName(target.replace('/', '.'), false, JDK);
    Arrays.stream(type.getDeclaredMethods()).forEach(m -> there.add(m.getName()));
    for (String method : methods) {
      assertTrue(there.contains(method), () -> module.id() + ": " + target + "." + method);
    }
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("targets")
  void eachNamedMethodIsReallyWovenAndWhatIsWovenCanBeRead(
      WeaveModule module, String target, String[] methods) throws Exception {
    byte[] woven = ClassWeaving.weave(module, target, JDK, classFile(target));
    Set<String> calling = callersOfTheBridge(woven);
    for (String method : methods) {
      assertTrue(calling.contains(method), () -> method + " does not call the bridge: " + calling);
    }
    assertEquals(
        callersOfTheBridge(classFile(target)), Set.of(), "nothing called the bridge before");
  }

  @Test
  void toWarmUpLeavesNoTrace() {
    Weaver weaver = new Weaver();
    weaver.warmUp();
    assertEquals(Map.of(), weaver.failures());
    assertEquals(Set.of(), weaver.woven());
  }

  @Test
  void anAdviceIsToldTheNameOfItsMethod() throws Exception {
    String sockets = "sun/nio/ch/NioSocketImpl";
    WeaveModule module =
        Catalogue.modules().stream()
            .filter(m -> m.id().equals("sockets"))
            .findFirst()
            .orElseThrow();
    byte[] woven = ClassWeaving.weave(module, sockets, JDK, classFile(sockets));
    Set<String> told = new HashSet<>();
    OpenedClassReader.of(woven).accept(new Names(told), 0);
    assertEquals(Set.of("connect", "read", "implWrite"), told);
  }

  /** What SocketHooks.enter is told: the constant before the call. */
  private static final class Names extends ClassVisitor {
    private final Set<String> told;

    Names(Set<String> told) {
      super(OpenedClassReader.ASM_API);
      this.told = told;
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      return new MethodVisitor(OpenedClassReader.ASM_API) {
        private @Nullable Object last;

        @Override
        public void visitLdcInsn(Object constant) {
          last = constant;
        }

        @Override
        public void visitMethodInsn(
            int opcode, String owner, String called, String type, boolean isInterface) {
          if (owner.equals(BRIDGE + "SocketHooks") && called.equals("enter")) {
            told.add(name.equals(last) ? name : name + " was told " + last);
          }
        }
      };
    }
  }

  static Set<String> callersOfTheBridge(byte[] classFile) {
    Set<String> callers = new HashSet<>();
    Uses.calls(
        classFile,
        (in, opcode, called) -> {
          if (called.isOf(BRIDGE) && opcode == Opcodes.INVOKESTATIC) {
            callers.add(writtenIn(in));
          }
        });
    return callers;
  }

  /** A lambda belongs to the method that it is written in, whatever number the compiler gave it. */
  private static String writtenIn(String method) {
    return method.replaceFirst("^lambda\\$(.+)\\$\\d+$", "$1");
  }

  @Test
  void everySubscriberOfTheJdksThatTakesABodyIsWovenByItsPrefix() throws Exception {
    Weaver weaver = new Weaver();
    List<String> subscribers = new ArrayList<>();
    for (String simple : List.of("ByteArraySubscriber", "PathSubscriber", "SubscriberAdapter")) {
      String name = "jdk/internal/net/http/ResponseSubscribers$" + simple;
      assertTrue(weaver.targets(name));
      byte[] woven = weaver.transform(null, JDK, name, null, null, classFile(name));
      assertFalse(weaver.failures().containsKey(name), () -> weaver.failures().toString());
      assertTrue(callersOfTheBridge(Objects.requireNonNull(woven)).contains("onNext"), name);
      subscribers.add(name);
    }
    assertEquals(Set.copyOf(subscribers), weaver.woven());
  }

  @Test
  void aClassThatIsNoTargetIsLeftAlone() throws Exception {
    Weaver weaver = new Weaver();
    String name = "java/lang/Object";
    assertFalse(weaver.targets(name));
    assertEquals(null, weaver.transform(null, null, name, null, null, classFile(name)));
    assertEquals(null, weaver.transform(null, null, null, null, null, new byte[0]));
  }

  @Test
  void aClassFileThatCannotBeWovenIsSaidAndLeftAlone() {
    Weaver weaver = new Weaver();
    byte[] garbage = {1, 2, 3};
    assertEquals(null, weaver.transform(null, null, OwnerWeaver.TARGET, null, null, garbage));
    assertEquals(Set.of(OwnerWeaver.TARGET), weaver.failures().keySet());
    assertEquals(Set.of(), weaver.woven());
  }

  @Test
  void everyModuleHasANameOfItsOwn() {
    Set<String> ids = new HashSet<>();
    for (WeaveModule m : all().toList()) {
      assertTrue(ids.add(m.id()), m.id());
    }
  }

  @Test
  void theDescriptorsThatAdviceReliesOnAreStillThose() throws Exception {
    Map<String, String> needed =
        Map.of(
            "sun.nio.ch.NioSocketImpl#close", "()V",
            "java.util.concurrent.locks.AbstractOwnableSynchronizer#setExclusiveOwnerThread",
                "(Ljava/lang/Thread;)V");
    for (Map.Entry<String, String> e : needed.entrySet()) {
      String[] at = e.getKey().split("#", 2);
      MethodTypeDesc type = MethodTypeDesc.ofDescriptor(e.getValue());
      boolean there =
          Arrays.stream(Class.forName(at[0], false, null).getDeclaredMethods())
              .anyMatch(
                  m ->
                      m.getName().equals(at[1])
                          && m.getParameterCount() == type.parameterCount()
                          && m.getReturnType() == void.class);
      assertTrue(there, e::toString);
    }
  }
}
