package dev.unjam.agent.inside;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.ChildHooks;
import dev.unjam.bridge.ExitHooks;
import dev.unjam.bridge.FlowHooks;
import dev.unjam.bridge.FutureHooks;
import dev.unjam.bridge.HoldHooks;
import dev.unjam.bridge.LateActs;
import dev.unjam.bridge.LeaseHooks;
import dev.unjam.bridge.LeaseNames;
import dev.unjam.bridge.MessageHeaders;
import dev.unjam.bridge.ThreadNumbers;
import dev.unjam.bridge.Threads;
import dev.unjam.bridge.WireHooks;
import dev.unjam.engine.lease.LivingHolders;
import dev.unjam.engine.lease.WrittenHere;
import dev.unjam.weave.Weaver;
import dev.unjam.weave.httpclient.HeadHandler;
import dev.unjam.weave.locks.OwnerWeaver;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Weaves the hooks into the host and takes them out again. */
final class Installation {
  private static final String[] OPENED = {
    "java.io",
    "java.lang",
    "java.util.concurrent",
    "java.util.concurrent.locks",
    "sun.net.www",
    "sun.nio.ch"
  };

  private static final String COMPLETABLE = "java.util.concurrent.CompletableFuture";

  private final Instrumentation instrumentation;
  private final Weaver weaver = new Weaver();
  private volatile boolean removed;

  Installation(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /**
   * Loads Byte Buddy on a thread of its own while the start goes on: that is most of what a host
   * waits for where it makes its first call, and half of it can be had meanwhile.
   */
  void warmUp() throws ReflectiveOperationException {
    open();
    // First of all: the registry of threads asks for it once, when it is first used.
    ThreadNumbers.give(
        MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup())
            .findVarHandle(Thread.class, "tid", long.class));
    Threads.clear();
    Thread t = new Thread(null, new WarmUp(weaver), "unjam-warm-up", 0, false);
    t.setDaemon(true);
    t.start();
  }

  private record WarmUp(Weaver weaver) implements Runnable {
    @Override
    public void run() {
      Threads.exemptCurrent();
      weaver.warmUp();
    }
  }

  /** What must be there before {@code main}: the locks. Needs nothing of Byte Buddy but its ASM. */
  void begin(List<String> lockFileNames) throws Exception {
    ChildHooks.access(
        MethodHandles.privateLookupIn(FilterInputStream.class, MethodHandles.lookup())
            .findVarHandle(FilterInputStream.class, "in", InputStream.class),
        MethodHandles.privateLookupIn(FilterOutputStream.class, MethodHandles.lookup())
            .findVarHandle(FilterOutputStream.class, "out", OutputStream.class));
    VarHandle dependent = completion("UniCompletion", "dep", CompletableFuture.class);
    FlowHooks.access(dependent);
    Class<?> completion = Class.forName(COMPLETABLE + "$Completion");
    ExitHooks.access(
        MethodHandles.privateLookupIn(CompletableFuture.class, MethodHandles.lookup())
            .findVarHandle(CompletableFuture.class, "stack", completion),
        completion("Completion", "next", completion),
        dependent);
    Class<?> failure = Class.forName(COMPLETABLE + "$AltResult");
    FutureHooks.access(
        MethodHandles.privateLookupIn(failure, MethodHandles.lookup())
            .findConstructor(failure, MethodType.methodType(void.class, Throwable.class))
            .asType(MethodType.methodType(Object.class, Throwable.class)));
    LeaseHooks.names(new LeaseNames(lockFileNames));
    // Links what the hooks call while nothing calls them yet: linking takes locks of its own.
    HoldHooks.warmUp();
    FlowHooks.warmUp();
    WireHooks.warmUp();
    Bridge.switchTo(true);
    instrumentation.addTransformer(weaver, true);
    instrumentation.retransformClasses(Class.forName(OwnerWeaver.TARGET.replace('/', '.')));
  }

  private static VarHandle completion(String kind, String field, Class<?> type)
      throws ReflectiveOperationException {
    Class<?> c = Class.forName(COMPLETABLE + "$" + kind);
    return MethodHandles.privateLookupIn(c, MethodHandles.lookup()).findVarHandle(c, field, type);
  }

  /**
   * The rest of the catalogue, as far as its classes are loaded; others are woven as they come.
   *
   * @param onlyContainer whether no other container works on the host's lock files
   */
  void complete(boolean onlyContainer) {
    LateActs.living(lock -> LivingHolders.mayHold(Path.of(lock), onlyContainer));
    LateActs.ours(lock -> WrittenHere.surely(Path.of(lock), onlyContainer));
    if (ModuleLayer.boot().findModule("java.net.http").isPresent()) {
      Bridge.bodyHandlers(HeadHandler::around);
    }
    readHeaders();
    List<Class<?>> loaded = loadedTargets();
    loaded.removeIf(c -> c.getName().equals(OwnerWeaver.TARGET.replace('/', '.')));
    retransform(loaded.stream().filter(weaver::isOfLeases).toList());
    retransform(loaded.stream().filter(c -> !weaver.isOfLeases(c)).toList());
  }

  /**
   * Weaves what comes late, into classes that may have been in use for long: they are loaded if
   * they are not, so that none comes by unseen meanwhile. On one thread of the agent's own.
   *
   * @return whether each class of it that this JDK has is woven now
   */
  boolean completeLate() {
    List<Class<?>> there = new ArrayList<>();
    for (String name : weaver.addLate()) {
      Class<?> c = loaded(name);
      if (c != null) {
        there.add(c);
      }
    }
    // A look at what was woven is not enough: the JVM may have refused it since.
    return !removed
        && retransform(there)
        && there.stream().allMatch(c -> weaver.hasLate(c.getName().replace('.', '/')))
        && !removed;
  }

  /** A class of the JDK's by its internal name, or null where it has none such. */
  private static @Nullable Class<?> loaded(String name) {
    try {
      return Class.forName(name.replace('/', '.'), false, null);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  /** Header fields of HttpURLConnection; without them the hooks take the long way. */
  private void readHeaders() {
    try {
      Class<?> headers = Class.forName("sun.net.www.MessageHeader");
      MethodHandles.Lookup in = MethodHandles.privateLookupIn(headers, MethodHandles.lookup());
      MessageHeaders.access(
          in.findVarHandle(headers, "keys", String[].class),
          in.findVarHandle(headers, "values", String[].class),
          in.findVarHandle(headers, "nkeys", int.class));
    } catch (ReflectiveOperationException | RuntimeException e) {
      weaver.failed("sun/net/www/MessageHeader", e);
    }
  }

  /** See {@link Weaver#hasStarted}. */
  void hasStarted() {
    weaver.hasStarted();
  }

  /** Takes every transformation back. */
  void remove() {
    removed = true;
    Bridge.switchTo(false);
    Bridge.bodyHandlers(null);
    LateActs.living(null);
    LateActs.ours(null);
    instrumentation.removeTransformer(weaver);
    retransform(loadedTargets());
  }

  /** What could not be woven. */
  Map<String, String> failures() {
    return weaver.failures();
  }

  /** The classes that were woven so far, by their internal names, sorted. */
  List<String> woven() {
    return weaver.woven().stream().sorted().toList();
  }

  private List<Class<?>> loadedTargets() {
    List<Class<?>> targets = new ArrayList<>();
    Class<?>[] loaded = instrumentation.getAllLoadedClasses();
    if (loaded == null) {
      // So on 25 when the JVM is ending already.
      return targets;
    }
    for (Class<?> c : loaded) {
      if (weaver.targets(c) && instrumentation.isModifiableClass(c)) {
        targets.add(c);
      }
    }
    return targets;
  }

  /**
   * All at once: each time the JVM stops every thread and walks over all classes that are loaded.
   * If it refuses one of them, it takes none; then one by one.
   */
  private boolean retransform(List<Class<?>> classes) {
    if (classes.isEmpty()) {
      return true;
    }
    try {
      instrumentation.retransformClasses(classes.toArray(new Class<?>[0]));
      return true;
    } catch (UnmodifiableClassException | RuntimeException | LinkageError | InternalError e) {
      boolean all = true;
      for (Class<?> c : classes) {
        all &= retransform(c);
      }
      return all;
    }
  }

  /** An InternalError: HotSpot links a class first, and that one cannot be. */
  private boolean retransform(Class<?> c) {
    try {
      instrumentation.retransformClasses(c);
      return true;
    } catch (UnmodifiableClassException | RuntimeException | LinkageError | InternalError e) {
      weaver.failed(c.getName(), e);
      return false;
    }
  }

  private void open() {
    Set<Module> mine = Set.of(Installation.class.getModule());
    Map<String, Set<Module>> opens = new HashMap<>();
    for (String name : OPENED) {
      opens.put(name, mine);
    }
    instrumentation.redefineModule(
        Object.class.getModule(), Set.of(), Map.of(), opens, Set.of(), Map.of());
  }
}
