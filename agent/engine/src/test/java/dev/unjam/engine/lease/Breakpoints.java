package dev.unjam.engine.lease;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.VMDeathEvent;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Runs a program under a debugger up to the n-th time that it is about to change a file, and kills
 * it there, with SIGKILL.
 *
 * <p>What the program does after the method that it is told by is counted alone.
 */
final class Breakpoints {
  private static final String DISPATCHER = "sun.nio.fs.UnixNativeDispatcher";
  private static final String CHANNEL = "sun.nio.ch.FileChannelImpl";
  private static final Map<String, Set<String>> STEPS =
      Map.of(
          DISPATCHER,
          Set.of("open", "unlink", "rename", "link"),
          CHANNEL,
          Set.of("write", "force", "truncate", "tryLock", "implCloseChannel"));

  private final Class<?> program;
  private final String from;
  private final List<String> passed = new ArrayList<>();

  /** Counts what this program does from the method of that name on. */
  Breakpoints(Class<?> program, String from) {
    this.program = program;
    this.from = from;
  }

  /** The steps that were passed or, as the last one, not passed any more. */
  List<String> passed() {
    return passed;
  }

  /** Whether it was killed at this step, counted from one; else it has come to its end before. */
  boolean killAt(int step, String... arguments) throws Exception {
    ListeningConnector connector =
        Bootstrap.virtualMachineManager().listeningConnectors().stream()
            .filter(c -> c.transport().name().equals("dt_socket"))
            .findFirst()
            .orElseThrow();
    Map<String, Connector.Argument> where = connector.defaultArguments();
    Objects.requireNonNull(where.get("localAddress")).setValue("127.0.0.1");
    String address = connector.startListening(where);
    Process process = null;
    try {
      process = start(address, arguments);
      return watch(connector.accept(where), process, step);
    } finally {
      connector.stopListening(where);
      if (process != null) {
        process.destroyForcibly().waitFor();
      }
    }
  }

  private Process start(String address, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-agentlib:jdwp=transport=dt_socket,server=n,suspend=y,address=" + address,
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private boolean watch(VirtualMachine vm, Process process, int step) throws InterruptedException {
    ClassPrepareRequest loaded = vm.eventRequestManager().createClassPrepareRequest();
    loaded.addClassFilter(program.getName());
    loaded.enable();
    int seen = 0;
    try {
      while (true) {
        EventSet events = vm.eventQueue().remove();
        for (Event event : events) {
          if (event instanceof VMDeathEvent || event instanceof VMDisconnectEvent) {
            return false;
          }
          if (event instanceof ClassPrepareEvent prepared) {
            stop(vm, prepared.referenceType(), Set.of(from));
          }
          if (event instanceof BreakpointEvent reached && isStep(vm, reached.location().method())) {
            seen++;
            if (seen == step) {
              return process.toHandle().destroyForcibly();
            }
          }
        }
        events.resume();
      }
    } catch (VMDisconnectedException e) {
      return false;
    }
  }

  private boolean isStep(VirtualMachine vm, Method method) {
    String type = method.declaringType().name();
    if (type.equals(program.getName())) {
      STEPS.forEach((target, names) -> stop(vm, vm.classesByName(target).get(0), names));
      return false;
    }
    passed.add(type.substring(type.lastIndexOf('.') + 1) + "." + method.name());
    return true;
  }

  /**
   * Where they begin: to be told of every entry, and choose, takes the program ten times as long.
   */
  private static void stop(VirtualMachine vm, ReferenceType type, Set<String> names) {
    for (Method method : type.methods()) {
      if (names.contains(method.name())) {
        BreakpointRequest here =
            vm.eventRequestManager().createBreakpointRequest(method.location());
        here.setSuspendPolicy(EventRequest.SUSPEND_ALL);
        here.enable();
      }
    }
  }
}
