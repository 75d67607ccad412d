package dev.unjam.engine;

import dev.unjam.bridge.LeaseHooks;
import dev.unjam.bridge.Threads;
import dev.unjam.engine.config.Mode;
import dev.unjam.engine.config.Options;
import dev.unjam.engine.config.SweepPolicy;
import dev.unjam.engine.lease.LivingHolders;
import dev.unjam.engine.lease.NamePatterns;
import dev.unjam.engine.lease.Sweep;
import dev.unjam.engine.lease.TranscriptForm;
import dev.unjam.engine.lease.TranscriptWriter;
import dev.unjam.engine.lease.UnfinishedRecoveries;
import dev.unjam.engine.lease.UnloggedRemovals;
import dev.unjam.engine.os.Machine;
import dev.unjam.engine.os.ProcessProbe;
import dev.unjam.engine.report.Event;
import dev.unjam.engine.report.Journal;
import dev.unjam.engine.report.Severity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The sweep of the session folders at the start, before the host can have a lock of its own.
 *
 * <p>It runs on a daemon thread, and the start waits for it no longer than its bound: a file
 * operation that hangs, on a file server that is gone, cannot be ended, only left behind. What such
 * a thread does when it comes back is checked like everything that a remover does, and it begins no
 * further file.
 */
public final class StartSweep {
  private static final Duration BOUND = Duration.ofSeconds(2);

  /** About half of what a pipe holds that nobody reads: the rest is the host's own first lines'. */
  private static final int MOST_BYTES = 32 * 1024;

  private static final String PREFIX = "sweep of sessions: ";

  private static final String FULL =
      "no log takes what is removed, and enough was said here: the rest is left for another start";

  /** Who brings a file system of their own may expect to be first to use it. */
  private static final String OWN_FILES = "java.nio.file.spi.DefaultFileSystemProvider";

  private final Options options;
  private final TranscriptForm form;
  private final Journal journal;
  private final Consumer<String> complaint;

  /** Somebody is at the complaint, and may be for long. */
  private volatile boolean isSaying;

  /**
   * What is said once the removals have been: they have the room first. The sweep's thread only.
   */
  private final List<String> unsaid = new ArrayList<>();

  /** In bytes, what was said so far. The sweep's thread only. */
  private int said;

  /** The sweep's thread only. */
  private @Nullable Predicate<Path> living;

  private final Duration bound;
  private final Predicate<Path> heldHere;
  private boolean begun;

  /** What went into no log yet: {@code main} must not wait for the file that the log is. */
  private volatile @Nullable String unrecorded;

  private volatile boolean hostGoesOn;

  /**
   * Makes it; does nothing yet.
   *
   * @param form the transcripts' form
   * @param complaint takes a line for each folder that could not be swept, for one that took too
   *     long, and for each lock file that is removed and that no log takes; of many only how many
   *     more there are
   */
  public StartSweep(
      Options options, TranscriptForm form, Journal journal, Consumer<String> complaint) {
    this(options, form, journal, complaint, BOUND, LeaseHooks::isHeldHere);
  }

  StartSweep(
      Options options,
      TranscriptForm form,
      Journal journal,
      Consumer<String> complaint,
      Duration bound,
      Predicate<Path> heldHere) {
    this.options = options;
    this.form = form;
    this.journal = journal;
    this.complaint = complaint;
    this.bound = bound;
    this.heldHere = heldHere;
  }

  /**
   * Sweeps on the thread that is about to call {@code main}, unless that must not be: it touches
   * {@code java.nio.file}, and where processes are hidden it needs JNA, which touches logging.
   */
  public void beforeMain() {
    if (isWanted(options)
        && System.getProperty(OWN_FILES) == null
        && !ProcessProbe.ofThisMachine().asksNatively()) {
      sweep(intent(), options.mode() == Mode.ACT);
    }
  }

  private Sweep.Intent intent() {
    if (!options.sweep().fixes()) {
      return Sweep.Intent.REPORT;
    }
    return options.mode() == Mode.ACT ? Sweep.Intent.REMOVE : Sweep.Intent.FORETELL;
  }

  /**
   * Tells what there is, if that was not done before {@code main}, and removes nothing: the host
   * may have taken locks since that no hook has seen. On a thread of the agent's own.
   */
  public void afterMain() {
    if (isWanted(options) && looks() && !begun) {
      sweep(Sweep.Intent.REPORT, false);
    }
    String late = unrecorded;
    if (late != null) {
      unrecorded = null;
      record(late);
    }
  }

  /** Whether there is anything to do: entries are finished whatever becomes of lock files. */
  public static boolean isWanted(Options options) {
    return !options.sessions().isEmpty()
        && (options.sweep() != SweepPolicy.OFF || options.mode() == Mode.ACT);
  }

  private boolean looks() {
    return options.sweep() != SweepPolicy.OFF;
  }

  private void sweep(Sweep.Intent intent, boolean finishes) {
    begun = true;
    CountDownLatch done = new CountDownLatch(1);
    // One for both: the thread may begin late, and must not go on when the host does.
    long deadline = System.nanoTime() + bound.toNanos();
    BooleanSupplier goesOn = () -> !hostGoesOn && System.nanoTime() - deadline < 0;
    Thread t =
        new Thread(
            null, () -> sweepAndTell(intent, finishes, goesOn, done), "unjam-sweep", 0, false);
    t.setDaemon(true);
    t.start();
    try {
      if (!done.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        String why = "not complete within " + bound.toMillis() + " ms, the host goes on";
        // Nobody may be reading what the other thread is just saying.
        if (!isSaying) {
          complaint.accept(PREFIX + why);
        }
        unrecorded = why;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      hostGoesOn = true;
    }
  }

  /** In the log, and at the end on standard error, which is read where somebody starts it. */
  private void complain(String why) {
    record(why);
    unsaid.add(why);
  }

  /** As much of it as there is room for: whoever says more may wait for a reader, and the host. */
  private void sayAll() {
    List<String> all = List.copyOf(unsaid);
    unsaid.clear();
    int more = 0;
    for (String why : all) {
      if (said + bytes(why) <= MOST_BYTES) {
        say(why);
      } else {
        more++;
      }
    }
    if (more > 0) {
      say("and " + more + " more");
    }
  }

  private void say(String line) {
    said += bytes(line);
    isSaying = true;
    complaint.accept(PREFIX + line);
    isSaying = false;
  }

  private static int bytes(String line) {
    return (PREFIX + line).getBytes(StandardCharsets.UTF_8).length;
  }

  private void record(String why) {
    journal.publish(
        new Event("sweep.failed", Severity.WARN, null, Map.of("why", why), PREFIX + why));
  }

  private void sweepAndTell(
      Sweep.Intent intent, boolean finishes, BooleanSupplier goesOn, CountDownLatch done) {
    Threads.exemptCurrent();
    try {
      if (finishes) {
        finishEntries(goesOn);
      }
      boolean complete = looks() ? sweepFolders(intent, goesOn) : goesOn.getAsBoolean();
      sayAll();
      if (complete) {
        done.countDown();
      }
    } catch (RuntimeException | LinkageError e) {
      complain(e.toString());
      sayAll();
      done.countDown();
    }
  }

  /** Before the locks go: what a killed process was about to tell its sessions. */
  private void finishEntries(BooleanSupplier goesOn) {
    new UnfinishedRecoveries(new TranscriptWriter(form), this::mayBeInUse)
        .finish(folders(), journal, goesOn)
        .forEach(this::complain);
  }

  /** Asked where an entry is left alone, which is seldom: what it takes is made then. */
  private boolean mayBeInUse(Path lock) {
    Predicate<Path> known = living;
    if (known == null) {
      known = LivingHolders.of(heldHere, options.sweep() == SweepPolicy.ALONE);
      living = known;
    }
    return known.test(lock);
  }

  /** Whether it came to its end before the host had to go on. */
  private boolean sweepFolders(Sweep.Intent intent, BooleanSupplier goesOn) {
    Sweep sweep =
        new Sweep(
            new NamePatterns(options.lockfiles()),
            ProcessProbe.ofThisMachine(),
            Machine.here(),
            heldHere,
            options.sweep() == SweepPolicy.ALONE);
    if (intent != Sweep.Intent.REMOVE) {
      return told(sweep.run(folders(), intent, goesOn, journal));
    }
    UnloggedRemovals removals = new UnloggedRemovals(journal, this::say);
    BooleanSupplier hasRoom = () -> goesOn.getAsBoolean() && !removals.isFull();
    boolean complete = told(sweep.run(folders(), intent, hasRoom, removals));
    if (removals.isFull()) {
      say(FULL);
      record(FULL);
    }
    return complete || (removals.isFull() && goesOn.getAsBoolean());
  }

  private boolean told(Sweep.Result result) {
    result.errors().forEach(this::complain);
    return result.complete();
  }

  private List<Path> folders() {
    return options.sessions().stream().map(Path::of).toList();
  }
}
