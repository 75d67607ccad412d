package dev.unjam.engine;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.HttpClientHooks;
import dev.unjam.bridge.ThreadRecord;
import dev.unjam.bridge.Threads;
import dev.unjam.bridge.Ticks;
import dev.unjam.engine.config.Mode;
import dev.unjam.engine.detect.Detector;
import dev.unjam.engine.detect.Doubts;
import dev.unjam.engine.detect.Finding;
import dev.unjam.engine.detect.Limits;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.WovenLock;
import dev.unjam.engine.ladder.Ladder;
import dev.unjam.engine.ladder.Policy;
import dev.unjam.engine.lease.LockFileRemover;
import dev.unjam.engine.lease.TranscriptForm;
import dev.unjam.engine.lease.TranscriptWriter;
import dev.unjam.engine.refusal.Classifier;
import dev.unjam.engine.remedy.Attempt;
import dev.unjam.engine.remedy.CallAbort;
import dev.unjam.engine.remedy.FenceHooks;
import dev.unjam.engine.remedy.OwedEntries;
import dev.unjam.engine.remedy.ReleaseKinds;
import dev.unjam.engine.remedy.Releases;
import dev.unjam.engine.remedy.Remedies;
import dev.unjam.engine.report.Event;
import dev.unjam.engine.track.HoldId;
import dev.unjam.engine.track.Monitors;
import dev.unjam.engine.track.Snapshot;
import dev.unjam.engine.track.Synchronizers;
import dev.unjam.engine.track.Tracker;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The engine on a clock of the test's, over a real bridge and real host threads. */
final class Rig implements AutoCloseable {
  static final long THRESHOLD = 30_000;
  static final long SILENCE = 60_000;
  static final long LEAK = 5_000;
  static final long GRACE = 5_000;
  static final URI PROVIDER = URI.create("https://api.example.com/v1/chat?key=secret");
  private static final String QUOTA =
      "{\"error\":{\"code\":\"insufficient_quota\",\"type\":\"insufficient_quota\","
          + "\"message\":\"You exceeded your current quota\"}}";

  final List<Event> events = new CopyOnWriteArrayList<>();
  final Guard guard;
  final Tracker tracker;
  final Incidents incidents;
  final DeadlockReport deadlocks;
  final LeftAloneReport leftAlone;
  final OwedEntries owed;
  private static final Limits LIMITS =
      new Limits(THRESHOLD, THRESHOLD, SILENCE, SILENCE, SILENCE, LEAK, GRACE);
  final Detector detector = new Detector(LIMITS);
  private final List<HostThread> threads = new ArrayList<>();

  /** What keeps a holder from writing: nothing does in here, nor has to. */
  final Hooks hooks = new Hooks();

  /** Hears of each event on the thread that tells it. */
  volatile Consumer<Event> told = e -> {};

  /** What the client's own handle does; by default it ends the future that the host waits for. */
  volatile CallAbort abort = new EndTheFuture();

  /** What is known of lock files before anything is done: by default that they are the holder's. */
  volatile Climb.LeaseCheck check = (lease, now) -> true;

  Rig(Mode mode, boolean releaseAll) {
    this(mode, releaseAll, Monitors.NONE);
  }

  Rig(Mode mode, boolean releaseAll, Monitors monitors) {
    this(mode, releaseAll, monitors, TranscriptForm.NONE);
  }

  Rig(Mode mode, boolean releaseAll, Monitors monitors, TranscriptForm form) {
    this(mode, releaseAll, monitors, form, GRACE);
  }

  /** One that interrupts for so long, once a second by the real clock. */
  Rig(Mode mode, boolean releaseAll, long interruptMillis) {
    this(mode, releaseAll, Monitors.NONE, TranscriptForm.NONE, interruptMillis);
  }

  private Rig(
      Mode mode, boolean releaseAll, Monitors monitors, TranscriptForm form, long interrupts) {
    Bridge.switchTo(true);
    guard = new Guard(this::publish, mode);
    Synchronizers synchronizers = Synchronizers.open();
    tracker = new Tracker(Classifier.builtIn(), synchronizers, LEAK / 2, 1_000, monitors);
    Threads.forEach(this::leftByAnotherTest);
    TranscriptWriter transcripts = new TranscriptWriter(form);
    owed = new OwedEntries(transcripts, guard::mayAct);
    Releases releases =
        new Releases(
            new ReleaseKinds(synchronizers),
            new LockFileRemover(),
            transcripts,
            owed,
            hooks,
            GRACE);
    Remedies remedies = new Remedies(List.of(new Delegate()), socket -> {}, 100);
    Acts acts =
        new Acts(
            remedies, releases, true, releaseAll, interrupts, Clock.systemUTC(), guard::mayAct);
    Policy policy = new Policy(GRACE, THRESHOLD, SILENCE, LEAK, true, true, releaseAll);
    IncidentIds ids = new IncidentIds("inc-");
    Events events = new Events(new Releasable(policy));
    incidents =
        new Incidents(
            new Climb(
                new Ladder(policy),
                acts,
                tracker,
                this::publish,
                guard,
                detector,
                (l, now) -> check.vouchesFor(l, now)),
            events,
            new MonitorReport(monitors, this::publish, 20_000),
            this::publish,
            ids);
    deadlocks = new DeadlockReport(this::publish, ids);
    leftAlone = new LeftAloneReport(new Doubts(LIMITS), this::publish, events);
  }

  static final class Hooks implements FenceHooks {
    volatile boolean begun;
    volatile boolean work = true;

    @Override
    public void begin() {
      begun = true;
    }

    @Override
    public boolean areIn(long millis) {
      return work;
    }
  }

  private void publish(Event e) {
    events.add(e);
    told.accept(e);
  }

  private void leftByAnotherTest(ThreadRecord r) {
    for (int i = 0; i < r.depth(); i++) {
      tracker.forget(new HoldId(r.id, r.seqAt(i)));
    }
  }

  private final class Delegate implements CallAbort {
    @Override
    public String client() {
      return "java.net.http";
    }

    @Override
    public Attempt abort(CallRecord call, String message) throws Exception {
      return abort.abort(call, message);
    }
  }

  HostThread thread(String name) {
    HostThread t = HostThread.single(name);
    threads.add(t);
    return t;
  }

  HostThread pooled(String name) {
    HostThread t = HostThread.pooled(name);
    threads.add(t);
    return t;
  }

  /** Takes the lock, is refused for its quota, and waits for a body that never ends. */
  CompletableFuture<String> isRefusedUnder(WovenLock lock, HostThread host) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    CompletableFuture<String> outcome =
        host.call(
            () -> {
              lock.lock();
              try {
                CallRecord call = refusedCall(answer);
                try {
                  return answer.get();
                } finally {
                  call.end();
                }
              } finally {
                lock.unlock();
              }
            });
    Awaitility.await().until(() -> outcome.isDone() || answer.getNumberOfDependents() > 0);
    return outcome;
  }

  /** On the host's thread: a call whose answer is a refusal and whose body goes on. */
  static CallRecord refusedCall(CompletableFuture<?> answer) {
    CallRecord call = call(PROVIDER, answer);
    call.head(429, Map.of("content-type", List.of("application/json")));
    byte[] body = QUOTA.getBytes(StandardCharsets.UTF_8);
    HttpClientHooks.delivered(call, List.of(ByteBuffer.wrap(body)));
    return call;
  }

  /** A call is answered with this status, and over; 429 as for a quota. */
  static void answered(CallRecord call, int status) {
    call.head(status, Map.of("content-type", List.of("application/json")));
    byte[] body = (status == 429 ? QUOTA : "{}").getBytes(StandardCharsets.UTF_8);
    HttpClientHooks.delivered(call, List.of(ByteBuffer.wrap(body)));
    call.end();
  }

  /** On the host's thread: a call that is on its way. */
  static CallRecord call(URI to, CompletableFuture<?> answer) {
    Object begun = HttpClientHooks.sendEnter("POST", to);
    if (!(begun instanceof CallRecord call)) {
      throw new IllegalStateException("not recorded: " + begun);
    }
    HttpClientHooks.asyncExit(call, answer, null);
    return call;
  }

  /** One scan, this much credited time later. */
  Snapshot tick(long millis) {
    Ticks.advance(millis);
    Snapshot s = tracker.snapshot(!incidents.open().isEmpty());
    List<Finding> found = detector.detect(s);
    incidents.tick(found, s);
    leftAlone.tick(found, s);
    deadlocks.tick(detector.deadlocks(s), s);
    guard.calm(s.now());
    return s;
  }

  /** The same, but no time passes while a remedy is at work on a holder: it takes the host's. */
  Snapshot pass(long millis) {
    boolean atWork =
        Thread.getAllStackTraces().keySet().stream()
            .map(Thread::getName)
            .filter(name -> name.startsWith("unjam-"))
            .anyMatch(
                name -> threads.stream().anyMatch(t -> name.endsWith("-" + t.thread().getId())));
    return tick(atWork ? 1 : millis);
  }

  /** Scans, without time passing, until this is so: remedies and hosts run on their own threads. */
  void tickUntil(BooleanSupplier so) {
    Awaitility.await()
        .until(
            () -> {
              tick(1);
              return so.getAsBoolean();
            });
  }

  List<Event> named(String name) {
    return events.stream().filter(e -> e.name().equals(name)).toList();
  }

  Event only(String name) {
    List<Event> all = named(name);
    if (all.size() != 1) {
      throw new AssertionError(all.size() + " times " + name + " in " + events);
    }
    return all.get(0);
  }

  @Nullable Object field(String event, String name) {
    return only(event).fields().get(name);
  }

  @Override
  public void close() {
    threads.forEach(HostThread::close);
    Bridge.switchTo(false);
  }
}
