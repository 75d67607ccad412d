package dev.unjam.tools;

import dev.unjam.engine.report.Text;
import java.io.File;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the JVMs that can be attached to. */
@Command(
    name = "list",
    description = "JVMs that can be attached to; UNJAM says whether the agent's jar is loaded.",
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = 2)
final class ListVerb implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = Output.of(spec);
    String jar = new File(System.getProperty(AgentInside.JAR, "unjam.jar")).getName();
    out.println(row("PID", "JAVA", "UNJAM", "PROGRAM"));
    for (RunningJvm jvm : RunningJvm.all()) {
      Boolean inside = new Proc(jvm.pid()).hasOpen(jar);
      String loaded = inside == null ? "?" : inside ? "loaded" : "-";
      out.println(row(Long.toString(jvm.pid()), jvm.java(), loaded, jvm.program()));
    }
    return 0;
  }

  private static String row(String pid, String java, String unjam, String program) {
    String cells = String.format(Locale.ROOT, "%-8s %-12s %-7s ", pid, java, unjam);
    return Text.line(cells + Text.cap(program, 100));
  }
}
