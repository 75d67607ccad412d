package dev.unjam.tools;

import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A JVM of this user that can be attached to.
 *
 * @param pid its process
 * @param java its Java version, "?" where that is not known
 * @param program its main class or jar without arguments, which may hold secrets
 */
record RunningJvm(long pid, String java, String program) {

  /** All but this one, by pid. */
  static List<RunningJvm> all() {
    List<RunningJvm> jvms = new ArrayList<>();
    long self = ProcessHandle.current().pid();
    for (RunningJvm jvm : attachable()) {
      if (jvm.pid != self) {
        jvms.add(jvm);
      }
    }
    jvms.sort(Comparator.comparingLong(RunningJvm::pid));
    return jvms;
  }

  private static List<RunningJvm> attachable() {
    try {
      return ofAttachApi();
    } catch (ReflectiveOperationException | LinkageError e) {
      return ofProcesses();
    }
  }

  /** By reflection, for the API's module may be missing, and belongs to the system's loader. */
  private static List<RunningJvm> ofAttachApi() throws ReflectiveOperationException {
    Class<?> api =
        Class.forName(
            "com.sun.tools.attach.VirtualMachine", true, ClassLoader.getSystemClassLoader());
    Class<?> descriptor =
        Class.forName(
            "com.sun.tools.attach.VirtualMachineDescriptor",
            true,
            ClassLoader.getSystemClassLoader());
    Method id = descriptor.getMethod("id");
    Method name = descriptor.getMethod("displayName");
    List<RunningJvm> jvms = new ArrayList<>();
    if (api.getMethod("list").invoke(null) instanceof List<?> list) {
      for (Object each : list) {
        long pid = Long.parseLong(String.valueOf(id.invoke(each)));
        jvms.add(new RunningJvm(pid, version(pid), program(String.valueOf(name.invoke(each)))));
      }
    }
    return jvms;
  }

  private static List<RunningJvm> ofProcesses() {
    List<RunningJvm> jvms = new ArrayList<>();
    for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
      long pid = process.pid();
      if (library(pid) != null) {
        String program = JavaCommandLine.program(new Proc(pid).arguments());
        jvms.add(new RunningJvm(pid, version(pid), program));
      }
    }
    return jvms;
  }

  private static String program(String commandLine) {
    int space = commandLine.indexOf(' ');
    String program = space < 0 ? commandLine : commandLine.substring(0, space);
    return program.isEmpty() ? "?" : program;
  }

  /** The release file of the Java that the process runs on says it without attaching. */
  private static String version(long pid) {
    String library = library(pid);
    Path home = library == null ? null : Path.of(library).resolve("../../..").normalize();
    if (home == null) {
      return "?";
    }
    Properties release = new Properties();
    try (Reader in = Files.newBufferedReader(home.resolve("release"), StandardCharsets.UTF_8)) {
      release.load(in);
    } catch (IOException | IllegalArgumentException e) {
      return "?";
    }
    return release.getProperty("JAVA_VERSION", "?").replace("\"", "");
  }

  private static @Nullable String library(long pid) {
    try {
      Proc proc = new Proc(pid);
      return proc.isThere() ? proc.jvmLibrary() : null;
    } catch (IOException e) {
      return null;
    }
  }
}
