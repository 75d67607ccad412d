package dev.unjam.engine.os;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class OtherUsersTest {
  private static final String NONE = "CapEff:\t0000000000000000";
  private static final String DOCKER = "CapEff:\t00000000a80425fb";
  private static final String ALL = "CapEff:\t000001ffffffffff";

  @TempDir Path folder;

  @Test
  void anothersFilesAreHeldByWhomOneCannotLookInto() throws Exception {
    Path file = Files.createFile(folder.resolve("a.lock"));
    int uid = (int) Files.getAttribute(file, "unix:uid");
    assertTrue(user(uid + 1, NONE).hideHolderOf(file));
    assertTrue(user(uid + 1, DOCKER).hideHolderOf(file), "root of most containers");
    assertFalse(user(uid + 1, ALL).hideHolderOf(file));
    assertFalse(user(uid, NONE).hideHolderOf(file));
    assertFalse(OtherUsers.here().hideHolderOf(file));
  }

  @Test
  void aFileThatIsNotToBeSeenIsHeldByNobodyKnows() {
    assertTrue(user(1, NONE).hideHolderOf(folder.resolve("gone.lock")));
  }

  private static OtherUsers user(int uid, String capabilities) {
    return OtherUsers.of(
        List.of(
            "Name:\tjava", "Uid:\t0\t" + uid + "\t0\t" + uid, "Gid:\t0\t0\t0\t0", capabilities));
  }
}
