import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.StringReader;
import java.io.StringWriter;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.matcher.ElementMatchers;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Has a Byte Buddy, a JNA and a Jackson core of its own, and uses them while the agent runs. */
public class OwnLibraries {
  public interface C extends Library {
    int getpid();
  }

  public static void main(String[] args) throws Exception {
    boolean started = args.length == 0;
    for (int i = 0; i < 50 || (!started && i < 20_000); i++) {
      once();
      started = started || hasThread(args[0]);
    }
    System.out.println(net.bytebuddy.ByteBuddy.class.getProtectionDomain().getCodeSource());
    System.out.println(com.sun.jna.Native.VERSION);
    System.out.println(new JsonFactory().version());
    System.exit(started ? 0 : 99);
  }

  private static boolean hasThread(String name) {
    return Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().equals(name));
  }

  private static void once() throws Exception {
    String made =
        new ByteBuddy(ClassFileVersion.JAVA_V17)
            .subclass(Object.class)
            .method(ElementMatchers.named("toString"))
            .intercept(FixedValue.value("woven"))
            .make()
            .load(OwnLibraries.class.getClassLoader())
            .getLoaded()
            .getDeclaredConstructor()
            .newInstance()
            .toString();
    int pid = Native.load("c", C.class).getpid();
    StringWriter json = new StringWriter();
    JsonFactory factory = new JsonFactory();
    try (JsonGenerator out = factory.createGenerator(ObjectWriteContext.empty(), json)) {
      out.writeStartArray();
      out.writeString(made);
      out.writeNumber(pid);
      out.writeEndArray();
    }
    try (JsonParser in = factory.createParser(ObjectReadContext.empty(), new StringReader(json.toString()))) {
      in.nextToken();
      in.nextToken();
      if (!in.getString().equals("woven") || pid != ProcessHandle.current().pid()) {
        throw new IllegalStateException(json.toString());
      }
    }
  }
}
