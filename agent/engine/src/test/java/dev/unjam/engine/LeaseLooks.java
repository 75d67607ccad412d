package dev.unjam.engine;

import dev.unjam.bridge.LeaseHooks;
import dev.unjam.bridge.LeaseRecord;
import dev.unjam.engine.LockFileLook.Whose;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.LockFilesAreLeases;
import dev.unjam.engine.lease.FileIdentity;
import dev.unjam.engine.lease.FileSight;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Lock files that look as a test says, below a file server that may be gone. */
@ExtendWith(LockFilesAreLeases.class)
abstract class LeaseLooks {
  final CountDownLatch serverIsBack = new CountDownLatch(1);
  final Set<String> asked = ConcurrentHashMap.newKeySet();
  final Set<String> deleted = ConcurrentHashMap.newKeySet();
  final Map<String, Long> writtenAt = new ConcurrentHashMap<>();
  final Map<String, Long> bornAt = new ConcurrentHashMap<>();
  final Map<String, Whose> whose = new ConcurrentHashMap<>();
  final LeaseNotes notes = new LeaseNotes(new Files());
  final HostThread host = HostThread.single("host");
  long now;

  @AfterEach
  void off() {
    serverIsBack.countDown();
    notes.end();
    host.close();
  }

  /** Whatever the test says of them. */
  private final class Files extends LockFileLook {
    @Override
    @Nullable FileSight at(Path file) {
      return look(file);
    }

    @Override
    Whose whose(Path file) {
      return whose.getOrDefault(file.toString(), Whose.NOBODYS);
    }
  }

  @Nullable FileSight look(Path file) {
    if (file.startsWith("/broken")) {
      asked.add(file.toString());
      throw new LinkageError("thrown by the test");
    }
    boolean gone = deleted.contains(file.toString());
    asked.add(file.toString());
    if (file.startsWith("/gone")) {
      Awaitility.await().forever().until(() -> serverIsBack.getCount() == 0);
    }
    if (gone) {
      return null;
    }
    FileTime at = FileTime.fromMillis(writtenAt.getOrDefault(file.toString(), 1L));
    FileTime born = FileTime.fromMillis(bornAt.getOrDefault(file.toString(), at.toMillis()));
    return new FileSight(new FileIdentity("the same inode", 1, at), at, born);
  }

  void looksAgain(String file, long later) {
    now += later;
    asked.clear();
    Awaitility.await()
        .until(
            () -> {
              notes.tick(LeaseHooks.held(), now);
              return asked.contains(file);
            });
  }

  LeaseRecord taken(String path) {
    HostThread.await(host.run(() -> LeaseHooks.created(Path.of(path))));
    return LeaseHooks.held().stream()
        .filter(lease -> lease.path().equals(path))
        .findFirst()
        .orElseThrow();
  }

  void tickUntilKnown(LeaseRecord lease) {
    tickUntil(() -> lease.identity() != null);
  }

  void tickUntil(BooleanSupplier so) {
    Awaitility.await()
        .until(
            () -> {
              tick();
              return so.getAsBoolean();
            });
  }

  void tick() {
    now += 500;
    notes.tick(LeaseHooks.held(), now);
  }
}
