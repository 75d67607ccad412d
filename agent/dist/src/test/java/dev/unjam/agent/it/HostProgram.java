package dev.unjam.agent.it;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A tiny program that was compiled here, to be run with and without the agent.
 *
 * @param folder where its classes are, and where it runs
 * @param main its main class
 * @param libraries what is on its class path besides
 */
record HostProgram(Path folder, String main, List<Path> libraries) {
  private static final Path SOURCES = sources();

  /** Compiles one of the sources below {@code hosts}, and those that it needs. */
  static HostProgram of(Path folder, String main, Path... libraries) throws IOException {
    Path file = source(main);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-d",
              folder.toString(),
              "-proc:none",
              "-sourcepath",
              SOURCES.toString(),
              "-cp",
              path(Stream.concat(Stream.of(folder), Stream.of(libraries))));
      boolean compiled =
          compiler.getTask(said, files, null, options, null, files.getJavaFileObjects(file)).call();
      if (!compiled) {
        throw new IllegalStateException(main + " does not compile: " + said);
      }
    }
    return new HostProgram(folder, main, List.of(libraries));
  }

  /** Where one of those sources is. */
  static Path source(String name) {
    return SOURCES.resolve(name + ".java");
  }

  private static Path sources() {
    try {
      return Path.of(HostProgram.class.getResource("/hosts").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs it to its end with these arguments of the JVM. */
  Ended run(String... jvmArguments) throws IOException {
    return run(folder, Map.of(), List.of(jvmArguments), List.of());
  }

  /** Runs it with these arguments of the JVM and one of its own. */
  Ended runWith(String argument, String... jvmArguments) throws IOException {
    return run(folder, Map.of(), List.of(jvmArguments), List.of(argument));
  }

  /** Runs it in another folder, with further variables of its environment. */
  Ended run(
      Path cwd, Map<String, String> variables, List<String> jvmArguments, List<String> arguments)
      throws IOException {
    return Ended.run(cwd, command(jvmArguments, arguments), variables);
  }

  /** Its command line. */
  List<String> command(List<String> jvmArguments, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Packaged.java().toString());
    command.addAll(jvmArguments);
    command.addAll(
        List.of("-cp", path(Stream.concat(Stream.of(folder), libraries.stream())), main));
    command.addAll(arguments);
    return command;
  }

  private static String path(Stream<Path> entries) {
    return entries.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
