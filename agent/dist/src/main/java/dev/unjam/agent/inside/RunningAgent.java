package dev.unjam.agent.inside;

import dev.unjam.bridge.Faults;
import dev.unjam.bridge.Threads;
import dev.unjam.engine.Engine;
import dev.unjam.engine.Presence;
import dev.unjam.engine.StartSweep;
import dev.unjam.engine.config.Mode;
import dev.unjam.engine.config.Options;
import dev.unjam.engine.config.SweepPolicy;
import dev.unjam.engine.lease.TranscriptForm;
import dev.unjam.engine.os.Container;
import dev.unjam.engine.refusal.Classifier;
import dev.unjam.engine.report.Event;
import dev.unjam.engine.report.HumanLog;
import dev.unjam.engine.report.Journal;
import dev.unjam.engine.report.Journals;
import dev.unjam.engine.report.JsonLog;
import dev.unjam.engine.report.Severity;
import dev.unjam.weave.Catalogue;
import dev.unjam.weave.sockets.SocketClose;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run of the agent, from its start to its detachment. */
final class RunningAgent {
  /** What the launcher says of the host; nothing where there is none, as with {@code -version}. */
  private static final String LAUNCHED = "sun.java.command";

  private final Options options;
  private final @Nullable Classifier userRules;
  private final TranscriptForm form;
  private final Installation installation;
  private final String version;
  private final long startedNanos = System.nanoTime();
  private final Ending ending = new Ending(this);
  private @Nullable Journal journal;
  private @Nullable StartSweep sweep;
  private volatile @Nullable Presence presence;
  private volatile @Nullable Engine engine;

  /** The JVM ended before there was anything to tell: no tool's own output is to be spoilt. */
  private volatile boolean quiet;

  private RunningAgent(
      Options options,
      @Nullable Classifier userRules,
      TranscriptForm form,
      Installation installation,
      String version) {
    this.options = options;
    this.form = form;
    this.userRules = userRules;
    this.version = version;
    this.installation = installation;
  }

  static RunningAgent start(
      Options options, Instrumentation instrumentation, boolean attached, String version)
      throws Exception {
    // Before anything is woven: a file of bad rules leaves the host as it was.
    String file = options.refusals();
    Classifier userRules = file == null ? null : Classifier.withFile(file);
    TranscriptForm form = UserForm.of(options);
    Installation installation = new Installation(instrumentation);
    installation.warmUp();
    RunningAgent agent = new RunningAgent(options, userRules, form, installation, version);
    if (!attached) {
      agent.sweepBeforeMain();
    }
    installation.begin(options.lockfiles());
    agent.ending.arm();
    Thread caller = Thread.currentThread();
    if (attached) {
      join(agent.begin(null));
    } else {
      agent.begin(caller);
    }
    return agent;
  }

  /** What goes beside {@code main}, or beside a host; no lambda, which would take its time. */
  private record Rest(RunningAgent agent, @Nullable Thread mainThread) implements Runnable {
    @Override
    public void run() {
      agent.complete(mainThread);
    }
  }

  private Thread begin(@Nullable Thread mainThread) {
    Thread t = new Thread(null, new Rest(this, mainThread), "unjam-start", 0, false);
    t.setDaemon(true);
    t.start();
    return t;
  }

  private void complete(@Nullable Thread mainThread) {
    Threads.exemptCurrent();
    try {
      installation.complete(options.sweep() == SweepPolicy.ALONE);
      if (mainThread != null) {
        HostMain.await(mainThread);
      }
      run();
    } catch (InterruptedException | RuntimeException | LinkageError | InternalError e) {
      ending.disarm();
      stderr("not started, the host runs without it: " + e);
      installation.remove();
    }
  }

  private static void join(Thread t) {
    try {
      t.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    for (String key : NotYet.keys(options)) {
      stderr(key + " is accepted but does nothing in this version");
    }
    Classifier classifier = userRules == null ? Classifier.builtIn() : userRules;
    Engine e =
        new Engine(
            options,
            journal(),
            Catalogue.aborts(),
            new SocketClose(),
            new LateWeaving(installation),
            classifier,
            form,
            RunningAgent::stderr);
    Map<String, @Nullable Object> about = about();
    about.put("woven", installation.woven().size());
    about.put("not_woven", new LinkedHashMap<>(installation.failures()));
    about.put("start_ms", millisSinceStart());
    sweep().afterMain();
    e.start(about);
    engine = e;
    // Elsewhere a pid tells as much.
    if (options.mode() == Mode.ACT && options.sweep() != SweepPolicy.OFF && Container.isOne()) {
      Presence made = new Presence(options.sessions(), RunningAgent::stderr);
      presence = made;
      made.start();
    }
    installation.hasStarted();
  }

  private Map<String, @Nullable Object> about() {
    Map<String, @Nullable Object> about = new LinkedHashMap<>();
    about.put("version", version);
    about.put("java", Runtime.version().toString());
    return about;
  }

  private long millisSinceStart() {
    return (System.nanoTime() - startedNanos) / 1_000_000;
  }

  /** Says that the JVM ends; on a thread that its end does not wait for without a bound. */
  void tellEnd() {
    Engine e = engine;
    if (e != null) {
      e.ends("the JVM ends");
    } else if (System.getProperty(LAUNCHED) != null) {
      quiet = true;
      Map<String, @Nullable Object> fields = about();
      String why =
          "the JVM ended before the start was complete, after " + millisSinceStart() + " ms";
      fields.put("why", why);
      fields.put("mode", options.mode().name().toLowerCase(Locale.ROOT));
      fields.put("suppressed", Faults.suppressed);
      journal().publish(new Event("agent.stopped", Severity.INFO, null, fields, "stopped: " + why));
    }
  }

  /**
   * Most hosts name no folders: their main must not wait for what only a sweep needs. It comes
   * before anything is woven, for each class of {@code java.nio} that it loads would be.
   */
  private void sweepBeforeMain() {
    if (StartSweep.isWanted(options)) {
      sweep().beforeMain();
    }
  }

  private synchronized StartSweep sweep() {
    StartSweep made = sweep;
    if (made == null) {
      made = new StartSweep(options, form, journal(), RunningAgent::stderr);
      sweep = made;
    }
    return made;
  }

  private synchronized Journal journal() {
    Journal made = journal;
    if (made == null) {
      made = openJournal();
      journal = made;
    }
    return made;
  }

  private Journal openJournal() {
    List<Journal> journals = new ArrayList<>();
    if (options.log() != null) {
      journals.add(new HumanLog(options.log(), this::complain));
    }
    if (options.logJson() != null) {
      journals.add(new JsonLog(options.logJson(), this::complain));
    }
    return Journals.all(journals, this::complain);
  }

  private void complain(String line) {
    if (!quiet) {
      stderr(line);
    }
  }

  private static void stderr(String line) {
    System.err.println("unjam: " + line);
  }

  /** The engine, or null while the host's main has not begun. */
  @Nullable Engine engine() {
    return engine;
  }

  Map<String, @Nullable Object> status() {
    Engine e = engine;
    Map<String, @Nullable Object> status = e == null ? new LinkedHashMap<>() : e.status();
    status.put("version", version);
    List<String> woven = installation.woven();
    status.put("woven", woven.size());
    status.put("woven_classes", woven);
    status.put("not_woven", new LinkedHashMap<>(installation.failures()));
    return status;
  }

  void detach() {
    ending.disarm();
    Presence marks = presence;
    if (marks != null) {
      marks.stop();
    }
    Engine e = engine;
    try {
      // First of all: a remedy that is at work relies on the hooks.
      if (e != null) {
        e.stop("detached, " + Faults.suppressed + " errors suppressed");
      }
    } finally {
      installation.remove();
      Threads.clear();
    }
  }
}
