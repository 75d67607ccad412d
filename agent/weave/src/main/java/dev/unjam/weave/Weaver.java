package dev.unjam.weave;

import dev.unjam.bridge.Faults;
import dev.unjam.weave.locks.OwnerWeaver;
import dev.unjam.weave.ownerless.OwnerlessLocks;
import dev.unjam.weave.ownerless.OwnerlessModule;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the classes of the catalogue as they come by, and leaves every other alone.
 *
 * <p>A plain transformer: a class whose name is not in the table costs one look-up, a class of the
 * host's a walk through its constant pool besides ({@link OwnerlessLocks}), and Byte Buddy is
 * loaded with the first one that is to be woven. Called by the JVM on the thread that loads or
 * retransforms the class, any thread, also before {@code main}.
 */
public final class Weaver implements ClassFileTransformer {
  private static final List<String> SOON =
      List.of("sun/nio/ch/NioSocketImpl", "sun/net/www/protocol/http/HttpURLConnection");

  /** A class file of the JDK's, and what became of it. */
  private static final class Woven {
    final byte[] original;
    final byte[] result;

    Woven(byte[] original, byte[] result) {
      this.original = original;
      this.result = result;
    }
  }

  private final Map<String, Woven> inAdvance = new ConcurrentHashMap<>();
  private final Set<String> wovenLate = ConcurrentHashMap.newKeySet();
  private final Map<String, WeaveModule> byPrefix = new HashMap<>();
  private final WeaveModule ownerless = new OwnerlessModule();
  private final Set<String> ofLeases = new HashSet<>();
  private final Set<String> woven = ConcurrentHashMap.newKeySet();
  private final Map<String, String> failures = new ConcurrentHashMap<>();
  private volatile Map<String, WeaveModule> byName = new HashMap<>();
  private volatile Set<String> late = Set.of();

  /** A weaver of the whole catalogue but for what comes late. */
  public Weaver() {
    for (WeaveModule m : Catalogue.modules()) {
      for (String target : m.targets().keySet()) {
        if (Catalogue.isOfLeases(m)) {
          ofLeases.add(target);
        }
        if (target.endsWith("*")) {
          byPrefix.put(target.substring(0, target.length() - 1), m);
        } else {
          byName.merge(target, m, Layered::new);
        }
      }
    }
  }

  /**
   * Weaves what nearly every host comes to soon, before it does: the first call would have to wait
   * for that, and for Byte Buddy to be loaded.
   */
  public void warmUp() {
    for (String name : SOON) {
      try (InputStream file = Object.class.getResourceAsStream("/" + name + ".class")) {
        if (file != null) {
          byte[] original = file.readAllBytes();
          inAdvance.put(name, new Woven(original, weave(name, null, original)));
        }
      } catch (IOException | RuntimeException | LinkageError e) {
        failed(name, e);
      }
    }
  }

  /** The host has started: what it has not come to by now can wait as everything else does. */
  public void hasStarted() {
    inAdvance.clear();
  }

  /** What was woven in advance, if the class is the one that it was woven from; or null. */
  private byte @Nullable [] fromAdvance(
      String name, @Nullable ClassLoader loader, byte[] original) {
    Woven woven = loader == null ? inAdvance.remove(name) : null;
    return woven != null && Arrays.equals(woven.original, original) ? woven.result : null;
  }

  /**
   * From here on what comes late is woven as well: into the classes that are loaded, once they are
   * retransformed. Any one thread.
   *
   * @return the internal names of the classes
   */
  public Set<String> addLate() {
    if (late.isEmpty()) {
      Map<String, WeaveModule> all = new HashMap<>(byName);
      Set<String> names = new HashSet<>();
      for (WeaveModule m : Catalogue.late()) {
        for (String target : m.targets().keySet()) {
          all.merge(target, m, Layered::new);
          names.add(target);
        }
      }
      // In this order: what counts as woven with it is.
      byName = all;
      late = Set.copyOf(names);
    }
    return late;
  }

  /** Whether this class was woven with what comes late; any thread. */
  public boolean hasLate(String internalName) {
    return wovenLate.contains(internalName);
  }

  /** Whether a class of this internal name is woven. */
  public boolean targets(String internalName) {
    return internalName.equals(OwnerWeaver.TARGET) || module(internalName) != null;
  }

  /** Whether a class that is loaded already is woven, or is to be looked at again for that. */
  public boolean targets(Class<?> loaded) {
    return targets(loaded.getName().replace('.', '/')) || OwnerlessLocks.mayBe(loaded);
  }

  /** Whether it is to be woven before the others: a lease is lost that is taken before. */
  public boolean isOfLeases(Class<?> loaded) {
    return ofLeases.contains(loaded.getName().replace('.', '/'));
  }

  /** The internal names of the classes that were woven so far. */
  public Set<String> woven() {
    return Set.copyOf(woven);
  }

  /** What could not be woven: the class's internal name, and why. */
  public Map<String, String> failures() {
    return Map.copyOf(failures);
  }

  /** Takes down that a class could not be woven; any thread. */
  public void failed(String name, Throwable why) {
    failures.put(name, String.valueOf(why));
    Faults.suppress(why);
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable Module module,
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    if (name == null
        || Sight.isOurs(loader)
        || !(targets(name) || isOwnerless(name, loader, bytes))) {
      return null;
    }
    if (!Sight.reachesBridge(loader)) {
      failures.put(name, "left as it is: its class loader does not reach dev.unjam.bridge");
      return null;
    }
    try {
      boolean withLate = late.contains(name);
      byte[] ready = fromAdvance(name, loader, bytes);
      byte[] result = ready == null ? weave(name, loader, bytes) : ready;
      woven.add(name);
      if (withLate) {
        wovenLate.add(name);
      }
      return result;
    } catch (Throwable t) {
      // The JVM swallows what a transformer throws, and the class stays as it was: say so.
      failed(name, t);
      wovenLate.remove(name);
      return null;
    }
  }

  private byte[] weave(String name, @Nullable ClassLoader loader, byte[] bytes) {
    if (name.equals(OwnerWeaver.TARGET)) {
      return OwnerWeaver.weave(bytes);
    }
    WeaveModule module = module(name);
    return ClassWeaving.weave(module == null ? ownerless : module, name, loader, bytes);
  }

  private boolean isOwnerless(String name, @Nullable ClassLoader loader, byte[] bytes) {
    try {
      return OwnerlessLocks.matches(loader, bytes);
    } catch (RuntimeException | LinkageError e) {
      failed(name, e);
      return false;
    }
  }

  private @Nullable WeaveModule module(String name) {
    WeaveModule exact = byName.get(name);
    if (exact != null) {
      return exact;
    }
    for (Map.Entry<String, WeaveModule> e : byPrefix.entrySet()) {
      if (name.startsWith(e.getKey())) {
        return e.getValue();
      }
    }
    return null;
  }
}
