package dev.unjam.engine.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedStoreTest {
  @TempDir Path folder;

  @Test
  void whatOtherHostsMountAsWellIsShared() {
    assertTrue(SharedStore.isShared("nfs4"));
    assertTrue(SharedStore.isShared("CIFS"));
    assertFalse(SharedStore.isShared("ext4"));
    assertFalse(SharedStore.isShared("overlay"));
  }

  @Test
  void aFolderThatIsNotThereIsNotShared() {
    assertEquals(Optional.empty(), SharedStore.under(folder.resolve("none")));
  }
}
