package dev.unjam.agent;

import java.io.File;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The command line's entry: {@code java -jar unjam.jar VERB}. */
public final class Main {
  private static final String CLI = "dev.unjam.tools.Cli";

  private Main() {}

  /** Runs a verb and ends the JVM with its exit status. */
  public static void main(String[] args) throws Exception {
    File jar = Startup.jar();
    System.setProperty("unjam.internal.jar", jar.getPath());
    IsolatedLoader loader = new IsolatedLoader(jar);
    Thread.currentThread().setContextClassLoader(loader);
    Class<?> cli = Class.forName(CLI, true, loader);
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    Object status =
        cli.getMethod("run", String[].class, PrintWriter.class, PrintWriter.class)
            .invoke(null, args, out, err);
    out.flush();
    err.flush();
    System.exit((Integer) status);
  }
}
