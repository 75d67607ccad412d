package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What keeps a former holder from writing is in no class until the first incident of a session's,
 * and takes nothing away from what is there besides.
 */
@Timeout(120)
class LateHooksIT {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final String LOADS_AGENTS = "-XX:+EnableDynamicAgentLoading";
  private static final String NONE = "channels streams files";
  private static final String EARLY = "channels+locks streams files+leases";
  private static final String LATE = "channels+locks+writes streams+writes files+leases+writes";

  @TempDir static Path folder;
  private static HostProgram program;
  private static Path looker;

  @BeforeAll
  static void compile() throws IOException {
    program = HostProgram.of(folder, "LateHooks");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Agent-Class", "LateHooks");
    manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
    looker = folder.resolve("looker.jar");
    try (OutputStream file = Files.newOutputStream(looker);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      out.putNextEntry(new JarEntry("META-INF/looker"));
    }
  }

  @Test
  void theyComeWithTheFirstIncidentAndGoWithTheAgent() throws Exception {
    try (HostScenario host = HostScenario.start(program, "started", LOADS_AGENTS)) {
      assertEquals("ready", host.says());
      isFencedOnce(host);
    }
  }

  @Test
  void theyComeToAHostThatTheAgentCameLateToAsWell() throws Exception {
    try (HostScenario host = HostScenario.startBare(program, "attached", LOADS_AGENTS)) {
      assertEquals("ready", host.says());
      host.attach();
      isFencedOnce(host);
    }
  }

  @Test
  void theyDoNotComeWhereTheAgentOnlyLooksOn() throws Exception {
    try (HostScenario host =
        HostScenario.start(program, "observed", LOADS_AGENTS, "-Dunjam.mode=observe")) {
      assertEquals("ready", host.says());
      begins(host);
      host.log().awaitEvent("action.would_have", e -> true, DEADLINE);
      host.goOn();
      assertEquals(EARLY, hooks(host));
      assertEquals("written", host.says());
      assertEquals("gone", host.says());
      host.goOn();
      assertEquals(EARLY, hooks(host));
      host.assertUnharmed();
    }
  }

  /** What of the bridge each class calls; its constants tell less: they outlive what used them. */
  private static String hooks(HostScenario host) throws IOException {
    assertEquals("seen", host.says());
    StringBuilder hooks = new StringBuilder();
    for (String name : List.of("channels", "streams", "files")) {
      byte[] seen = Files.readAllBytes(host.folder().resolve("work").resolve(name + ".class"));
      Set<String> called = called(seen);
      hooks.append(hooks.isEmpty() ? "" : " ").append(name);
      hooks.append(called.contains("dev/unjam/bridge/FileLockHooks") ? "+locks" : "");
      hooks.append(called.contains("dev/unjam/bridge/LeaseHooks") ? "+leases" : "");
      hooks.append(called.contains("dev/unjam/bridge/WriteHooks") ? "+writes" : "");
    }
    return hooks.toString();
  }

  /** The classes whose methods it calls. */
  private static Set<String> called(byte[] classFile) {
    Set<String> called = new HashSet<>();
    OpenedClassReader.of(classFile)
        .accept(
            new ClassVisitor(OpenedClassReader.ASM_API) {
              @Override
              public MethodVisitor visitMethod(
                  int access,
                  String name,
                  String descriptor,
                  @Nullable String signature,
                  String @Nullable [] exceptions) {
                return new MethodVisitor(OpenedClassReader.ASM_API) {
                  @Override
                  public void visitMethodInsn(
                      int opcode, String owner, String method, String type, boolean isInterface) {
                    called.add(owner);
                  }
                };
              }
            },
            ClassReader.SKIP_FRAMES);
    return called;
  }

  private static void begins(HostScenario host) throws Exception {
    host.log().awaitEvent("agent.started", e -> true, DEADLINE);
    Path jcmd = Packaged.java().resolveSibling("jcmd");
    String pid = String.valueOf(host.process().pid());
    List<String> load =
        List.of(jcmd.toString(), pid, "JVMTI.agent_load", looker.toAbsolutePath().toString());
    Ended loaded = Ended.run(folder, load, Map.of());
    assertEquals(0, loaded.status(), loaded::toString);
    host.goOn();
    assertEquals(EARLY, hooks(host));
  }

  private static void isFencedOnce(HostScenario host) throws Exception {
    begins(host);
    host.log().awaitEvent("lockfile.removed", e -> true, DEADLINE);
    host.goOn();
    assertEquals(LATE, hooks(host));
    assertEquals("refused", host.says(), () -> host.log().text());
    assertEquals("gone", host.says());
    host.assertUnharmed();
    assertEquals(0, Verb.run("detach", host.process().pid()).status());
    host.goOn();
    assertEquals(NONE, hooks(host));
  }
}
