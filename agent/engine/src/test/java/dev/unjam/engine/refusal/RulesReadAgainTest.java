package dev.unjam.engine.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The built-in rules cannot be read once, as when there is no memory for a moment. */
class RulesReadAgainTest {
  /** Defines the package anew, and has no resources until it is told. */
  private static final class Bare extends ClassLoader {
    boolean whole;

    Bare() {
      super(Classifier.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(Classifier.class.getPackageName())) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      return known == null ? define(name) : known;
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      String file = name.replace('.', '/') + ".class";
      try (InputStream in = getParent().getResourceAsStream(file)) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
      return whole ? super.getResourceAsStream(name) : null;
    }
  }

  @Test
  void theNextFailureFindsThemAgain() throws Exception {
    Bare loader = new Bare();
    InvocationTargetException first =
        assertThrows(InvocationTargetException.class, () -> classify(loader));
    assertInstanceOf(IllegalStateException.class, first.getCause());
    loader.whole = true;
    assertEquals("QUOTA", classify(loader));
  }

  private static String classify(ClassLoader loader) throws Exception {
    Class<?> classifier = loader.loadClass(Classifier.class.getName());
    Class<?> exchange = loader.loadClass(Exchange.class.getName());
    Class<?> transport = loader.loadClass(Transport.class.getName());
    Object stdio = transport.getMethod("valueOf", String.class).invoke(null, "STDIO");
    Object said =
        exchange
            .getConstructor(transport, String.class, int.class, Map.class, String.class)
            .newInstance(stdio, null, 0, Map.of(), "Error: Quota exceeded\n");
    Object refusal =
        classifier
            .getMethod("classify", exchange, Instant.class)
            .invoke(classifier.getMethod("builtIn").invoke(null), said, Instant.EPOCH);
    return String.valueOf(refusal.getClass().getMethod("refusalClass").invoke(refusal));
  }
}
