package dev.unjam.engine.os;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EnabledOnOs(OS.LINUX)
class ContainerTest {
  private static final String LAYERED =
      """
      500 400 0:50 / / rw,relatime master:1 - overlay overlay rw,lowerdir=/a,upperdir=/b
      501 500 0:51 / /proc rw,nosuid - proc proc rw
      502 500 8:1 /volumes/x /data rw,relatime - ext4 /dev/sda1 rw
      503 500 8:1 /volumes/y /var/lib/my\\040gateway rw,relatime - ext4 /dev/sda1 rw
      504 500 0:52 / /tmp rw - tmpfs tmpfs rw
      """;

  @ParameterizedTest
  @CsvSource({
    "/app/sessions,                     true",
    "/database,                         true",
    "/data,                             false",
    "/data/sessions,                    false",
    "/var/lib/my gateway/sessions,      false",
    "/tmp/sessions,                     false",
  })
  void onlyWhatLiesInTheContainersOwnLayerIsItsOwn(String folder, boolean own) {
    assertEquals(own, Container.isOwn(Path.of(folder), LAYERED, false));
  }

  @Test
  void aMachinesDiskIsNoLayerAndNeitherIsALayerUnderAnotherMount() {
    String disk = "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n";
    assertEquals(false, Container.isOwn(Path.of("/app"), disk, false));
    String covered = LAYERED + "505 500 8:1 / / rw - ext4 /dev/sda1 rw\n";
    assertEquals(false, Container.isOwn(Path.of("/app"), covered, false));
    assertEquals(false, Container.isOwn(Path.of("/app"), "", false));
  }

  @ParameterizedTest
  @CsvSource({
    "/srv/sessions,    ext4, true,  true",
    "/srv/sessions,    zfs,  true,  true",
    "/srv/sessions,    ext4, false, false",
    "/srv/sessions,    nfs4, true,  false",
    "/mnt/of/sessions, ext4, true,  false",
  })
  void theRootOfAContainerWithASystemOfItsOwnIsItsOwnUnlessItIsOnTheNetwork(
      String folder, String type, boolean ofSystem, boolean own) {
    String mounts =
        "500 400 8:1 /containers/c1/rootfs / rw - "
            + type
            + " /dev/sda1 rw\n501 500 8:1 /given /mnt/of rw - ext4 /dev/sda1 rw\n";
    assertEquals(own, Container.isOwn(Path.of(folder), mounts, ofSystem));
  }
}
