package dev.unjam.engine.remedy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Library;
import com.sun.jna.Native;
import dev.unjam.engine.os.Liveness;
import dev.unjam.engine.os.ProcessProbe;
import dev.unjam.engine.os.Reaper;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Orphans fall to this process, as they do to the first one of a container. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class ReapedTreeTest {
  private static final String TREE = "sleep 1000 & sh -c 'sleep 2000 & wait' & read x";
  private static final String LEAVES_ONE = "sh -c 'sleep 3000 & echo $!'";
  private static final int TERMINATED = 128 + 15;
  private static final int PR_SET_CHILD_SUBREAPER = 36;
  private final ProcessProbe processes = ProcessProbe.ofThisMachine();

  interface Calls extends Library {
    int prctl(int option, long on, long third, long fourth, long fifth);
  }

  private static void orphansFallToUs(long on) {
    assertEquals(0, Native.load("c", Calls.class).prctl(PR_SET_CHILD_SUBREAPER, on, 0, 0, 0));
  }

  @BeforeEach
  void begin() {
    orphansFallToUs(1);
  }

  @AfterEach
  void end() {
    orphansFallToUs(0);
  }

  private static Process script(String script) throws Exception {
    return new ProcessBuilder("sh", "-c", script).start();
  }

  private boolean isZombie(ProcessHandle one) {
    return processes.liveness(one.pid()) == Liveness.ZOMBIE;
  }

  @Test
  void ofATreeThatIsEndedNoZombieIsLeftAndTheHostHearsHowItsChildEnded() throws Exception {
    Process child = script(TREE);
    Awaitility.await().until(() -> child.descendants().count() == 3);
    List<ProcessHandle> below = child.descendants().toList();
    assertInstanceOf(
        Attempt.Done.class,
        ProcessTree.end(child.toHandle(), List.of(), PipeWriters.none(), () -> true));
    assertEquals(TERMINATED, child.waitFor());
    for (ProcessHandle one : below) {
      assertEquals(Liveness.DEAD, processes.liveness(one.pid()), one::toString);
    }
  }

  @Test
  void oneThatHadLostItsParentBeforeIsTakenInWhereItWasSeenBelow() throws Exception {
    ProcessHandle orphan = orphan();
    Process child = script("read x");
    assertInstanceOf(
        Attempt.Done.class,
        ProcessTree.end(child.toHandle(), List.of(orphan), PipeWriters.none(), () -> true));
    assertEquals(Liveness.DEAD, processes.liveness(orphan.pid()));
  }

  @Test
  void whatMayBeAChildOfTheHostsOwnIsLeftToIt() throws Exception {
    ProcessHandle orphan = orphan();
    Process own = script("read x");
    Reaper reaper = new Reaper();
    reaper.perhapsBelow(List.of(orphan, own.toHandle()));
    orphan.destroy();
    own.destroy();
    Awaitility.await().until(() -> isZombie(orphan));
    assertEquals(0, reaper.reap());
    assertTrue(isZombie(orphan));
    assertEquals(TERMINATED, own.waitFor());
    takeIn(orphan);
  }

  @Test
  void oneThatHasEndedByItselfBeforeIsNotOursToTakeIn() throws Exception {
    ProcessHandle orphan = orphan();
    orphan.destroy();
    Awaitility.await().until(() -> isZombie(orphan));
    Reaper reaper = new Reaper();
    reaper.below(List.of(orphan));
    assertEquals(0, reaper.reap());
    takeIn(orphan);
  }

  /** A process whose parent has ended, and that is this one's since. */
  private static ProcessHandle orphan() throws Exception {
    Process parent = script(LEAVES_ONE);
    long pid = Long.parseLong(parent.inputReader().readLine());
    parent.destroy();
    parent.waitFor();
    ProcessHandle orphan = ProcessHandle.of(pid).orElseThrow();
    Awaitility.await()
        .until(() -> orphan.parent().filter(ProcessHandle.current()::equals).isPresent());
    return orphan;
  }

  /** Nothing is left to the tests that come next. */
  private static void takeIn(ProcessHandle zombie) {
    assertEquals(
        (int) zombie.pid(), Native.load("c", Wait.class).waitpid((int) zombie.pid(), 0, 0));
  }

  interface Wait extends Library {
    int waitpid(int pid, long status, int options);
  }
}
