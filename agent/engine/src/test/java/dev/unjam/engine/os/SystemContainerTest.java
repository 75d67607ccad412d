package dev.unjam.engine.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemContainerTest {
  @TempDir Path root;

  @ParameterizedTest
  @CsvSource({
    // a file of the container's, what it says, its first process
    "run/systemd/container,      lxc,                              systemd,      true",
    "run/systemd/container,      systemd-nspawn,                   systemd,      true",
    "run/host/container-manager, systemd-nspawn,                   systemd,      true",
    "proc/1/environ,             container=lxc;TERM=linux,         init,         true",
    "proc/1/environ,             TERM=linux;container=lxc,         openrc-init,  true",
    "proc/sys/kernel/osrelease,  5.15.90.1-microsoft-standard-WSL2, init(Ubuntu), true",
    "proc/sys/kernel/osrelease,  5.15.90.1-microsoft-standard-WSL2, systemd,      true",
    // an application's container, and a namespace made inside of one that has a system
    "run/systemd/container,      docker,                           systemd,      false",
    "run/systemd/container,      podman,                           systemd,      false",
    "run/systemd/container,      lxc,                              java,         false",
    "run/systemd/container,      lxc,                              sh,           false",
    "proc/1/environ,             container=lxc,                    bash,         false",
    "proc/1/environ,             mycontainer=lxc,                  init,         false",
    "proc/1/environ,             container=oci,                    init,         false",
    "proc/sys/kernel/osrelease,  5.15.90.1-microsoft-standard-WSL2, java,         false",
    "proc/sys/kernel/osrelease,  6.8.0-generic,                    systemd,      false",
  })
  void itTakesTheWordOfWhatRunsItAndAnInit(String file, String text, String first, boolean is)
      throws IOException {
    write(file, text.replace(';', '\0'));
    write("proc/1/comm", first + "\n");
    Files.createDirectories(root.resolve("run/WSL"));
    assertEquals(is, SystemContainer.isOne(root));
  }

  @Test
  void theWindowsKernelAloneIsNoSign() throws IOException {
    write("proc/sys/kernel/osrelease", "5.15.90.1-microsoft-standard-WSL2");
    write("proc/1/comm", "init\n");
    assertFalse(SystemContainer.isOne(root));
  }

  @Test
  void whatCannotBeSeenIsNoSign() throws IOException {
    assertFalse(SystemContainer.isOne(root));
    write("proc/1/comm", "init\n");
    assertFalse(SystemContainer.isOne(root));
  }

  /** The same root, and the word of what runs it, but a first process that is no init. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void onlyWhereAnInitIsTheFirstProcessOfTheNamespaceTheRootIsOurs() throws Exception {
    String said =
        "mount -t tmpfs none /run && mkdir /run/systemd && echo lxc > /run/systemd/container";
    String[] namespaces = {"unshare", "-Umpfui", "--map-root-user", "--mount-proc"};
    Probes.assumeAllowed(command(namespaces, "sh", "-c", said + "; exec \"$@\"", "sh"));
    Path init = Files.copy(Path.of("/bin/sh").toRealPath(), root.resolve("systemd"));
    String asked = said + " && \"$@\"; exit $?";
    assertEquals("true", own(command(namespaces, init.toString(), "-c", asked, "sh")));
    assertEquals("false", own(command(namespaces, "sh", "-c", asked, "sh")));
  }

  private static String own(String... wrapper) throws IOException {
    return Probes.seenFrom(List.of(wrapper), "own", "/usr");
  }

  private static String[] command(String[] first, String... then) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(then));
    return all.toArray(String[]::new);
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
