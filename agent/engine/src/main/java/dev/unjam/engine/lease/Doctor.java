package dev.unjam.engine.lease;

import dev.unjam.engine.os.ProcessProbe;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tells a person or a script which lock files in a gateway's folders are left over, of any gateway.
 *
 * <p>Runs in a JVM of its own. Changes nothing unless it is asked to fix, and then removes stale
 * lock files only; it never touches a transcript.
 */
public final class Doctor {
  private static final String LOCKED = "it has a lock file";

  private final NamePatterns names;
  private final ProcessProbe probe;
  private final HolderInquiry inquiry;
  private final LockFileRemover remover = new LockFileRemover();
  private final boolean onlyContainer;

  /** Makes one that takes files of these names for lock files, and asks holders that can answer. */
  public Doctor(NamePatterns names, ProcessProbe probe, HolderInquiry inquiry) {
    this(names, probe, inquiry, false);
  }

  /**
   * Makes one that may be told that no other container works on these folders, which cannot be
   * seen.
   */
  public Doctor(
      NamePatterns names, ProcessProbe probe, HolderInquiry inquiry, boolean onlyContainer) {
    this.onlyContainer = onlyContainer;
    this.names = names;
    this.probe = probe;
    this.inquiry = inquiry;
  }

  /** Makes one for this machine and the names that count where nobody says otherwise. */
  public static Doctor ofThisMachine() {
    return new Doctor(NamePatterns.DEFAULT, ProcessProbe.ofThisMachine(), HolderInquiry.NOBODY);
  }

  /**
   * Looks through the folders and reports.
   *
   * @param json one JSON object, on {@code out} alone, in place of lines
   * @return the exit status: 0 clean, 1 found, 2 fixed, 3 refused some, 4 own error
   */
  public int run(List<Path> folders, boolean json, boolean fix, PrintWriter out, PrintWriter err) {
    Examination examination = examine(folders, fix);
    if (json) {
      out.println(JsonText.write(examination.json()));
    } else {
      print(examination, fix, out, err);
    }
    out.flush();
    err.flush();
    return examination.status();
  }

  private Examination examine(List<Path> folders, boolean fix) {
    Examination examination = new Examination();
    if (folders.isEmpty()) {
      examination.errors.add("no folder was named: name the folder in which sessions are kept");
    }
    Judge judge = judge();
    Set<Path> seen = new HashSet<>();
    for (Path folder : folders) {
      try {
        if (seen.add(folder.toRealPath())) {
          examine(folder, judge, fix, examination);
        }
      } catch (IOException e) {
        examination.errors.add(named(folder) + ": " + Why.of(e));
      }
    }
    return examination;
  }

  private void examine(Path path, Judge judge, boolean fix, Examination examination)
      throws IOException {
    if (fix) {
      examination.errors.addAll(
          new Leftovers().finish(path, judge, () -> true, examination::finished));
    }
    SessionFolder folder = SessionFolder.list(path, names);
    OwnNames own = OwnNames.in(folder);
    List<Judgement> judgements =
        judged(own.locks(), judge, examination).stream().map(own::of).toList();
    if (!folder.isOneWith(judgements.stream().map(Judgement::file))) {
      examination.errors.add(named(path) + ": " + SessionFolder.NONE);
      return;
    }
    Map<Path, Removal> removals = fix ? removals(path, judgements) : Map.of();
    judgements.forEach(
        judgement -> add(judgement, removals.get(judgement.file().path()), examination));
    List<Judgement> leftAside = new ArrayList<>();
    for (Path aside : fix ? Leftovers.in(path) : folder.asides()) {
      add(look(aside, judge::leftAside), leftAside, examination);
    }
    leftAside.forEach(judgement -> add(judgement, null, examination));
    addMissing(path, examination);
  }

  /** A judge is one thread's alone, and a JVM is asked once whoever wants to know. */
  private Judge judge() {
    return Judge.visiting(probe, new OneAtATime(inquiry), onlyContainer);
  }

  private record OneAtATime(HolderInquiry inquiry) implements HolderInquiry {
    @Override
    public Optional<Answer> ask(long pid, Path lock) {
      synchronized (inquiry) {
        return inquiry.ask(pid, lock);
      }
    }

    @Override
    public Optional<Answer> askAll(Path lock) {
      synchronized (inquiry) {
        return inquiry.askAll(lock);
      }
    }
  }

  /** Many are looked at by several threads. */
  private List<Judgement> judged(List<Path> locks, Judge judge, Examination examination) {
    AtomicReferenceArray<@Nullable Look> looks = new AtomicReferenceArray<>(locks.size());
    AtomicInteger next = new AtomicInteger();
    int threads = Together.threads(locks.size());
    Together.run(
        threads,
        () -> {
          Judge own = threads == 1 ? judge : judge();
          return () -> {
            for (int i = next.getAndIncrement(); i < locks.size(); i = next.getAndIncrement()) {
              looks.set(i, look(locks.get(i), own::judge));
            }
          };
        });
    List<Judgement> judgements = new ArrayList<>();
    for (int i = 0; i < locks.size(); i++) {
      Look look = looks.get(i);
      add(
          look == null ? new Look(null, named(locks.get(i)) + ": not looked at") : look,
          judgements,
          examination);
    }
    return judgements;
  }

  /** What was thought of a file that is still there, or what went wrong. */
  private record Look(@Nullable Judgement judgement, @Nullable String error) {}

  /** No file keeps the others from being seen. */
  private static Look look(Path lock, BiFunction<LockFile, Instant, Judgement> judge) {
    try {
      Optional<LockFile> file = LockFileReader.read(lock);
      return new Look(file.map(seen -> judge.apply(seen, Instant.now())).orElse(null), null);
    } catch (RuntimeException e) {
      return new Look(null, named(lock) + ": " + e);
    }
  }

  /** A file that is gone by now was released meanwhile. */
  private static void add(Look look, List<Judgement> judgements, Examination examination) {
    if (look.error() != null) {
      examination.errors.add(look.error());
    } else if (look.judgement() != null) {
      judgements.add(look.judgement());
    } else {
      examination.vanished();
    }
  }

  /** Of all but the live ones. */
  private Map<Path, Removal> removals(Path folder, List<Judgement> judgements) {
    Map<Path, Removal> removals = new HashMap<>();
    List<Judgement> stale = new ArrayList<>();
    for (Judgement judgement : judgements) {
      if (judgement.verdict() == Verdict.STALE) {
        stale.add(judgement);
      } else if (judgement.verdict() != Verdict.LIVE) {
        removals.put(judgement.file().path(), Removal.notStale(judgement));
      }
    }
    List<RemoveOutcome> outcomes =
        remover.removeAll(folder, stale.stream().map(Judgement::file).toList());
    for (int i = 0; i < stale.size(); i++) {
      removals.put(stale.get(i).file().path(), Removal.of(outcomes.get(i)));
    }
    return removals;
  }

  private static void add(Judgement judgement, @Nullable Removal removal, Examination examination) {
    examination.locks.add(new Examination.Finding(judgement, removal));
    if (judgement.verdict() != Verdict.LIVE) {
      addWithoutTranscript(judgement.file().path(), examination);
    }
  }

  /** The field's reports have lock files whose transcript was never written. */
  private static void addWithoutTranscript(Path lock, Examination examination) {
    String name = String.valueOf(lock.getFileName());
    if (!name.endsWith(".jsonl.lock")) {
      return;
    }
    try {
      Path transcript = lock.resolveSibling(name.substring(0, name.length() - ".lock".length()));
      if (Files.notExists(transcript)) {
        examination.missing.put(transcript, "");
        examination.beside.put(transcript, what(lock));
      }
    } catch (InvalidPathException e) {
      return; // a name that this locale cannot write: whether its transcript is there is not known
    }
  }

  /** What has the name of a transcript's lock file. */
  private static String what(Path lock) {
    try {
      BasicFileAttributes seen = FileIdentity.attributes(lock);
      if (seen.isDirectory()) {
        return "there is a folder named like its lock file";
      }
      if (seen.isSymbolicLink()) {
        return "there is a symbolic link named like its lock file";
      }
      if (seen.isOther()) {
        return "there is something named like its lock file that is no file";
      }
    } catch (IOException e) {
      return LOCKED; // it was there a moment ago
    }
    return LOCKED;
  }

  private static void addMissing(Path folder, Examination examination) {
    try {
      SessionIndex index = SessionIndex.of(folder);
      examination.missing.putAll(index.missing());
      examination.errors.addAll(index.problems());
    } catch (IOException e) {
      examination.errors.add(named(folder.resolve(SessionFolder.INDEX)) + ": " + Why.of(e));
    }
  }

  private static void print(
      Examination examination, boolean fix, PrintWriter out, PrintWriter err) {
    // At once: whoever made the writer may have it flush each line.
    StringBuilder text = new StringBuilder();
    examination.locks.forEach(lock -> text.append(lock.line()).append(System.lineSeparator()));
    examination.missing.forEach(
        (path, session) ->
            text.append(missingLine(path, session, examination.beside.getOrDefault(path, LOCKED)))
                .append(System.lineSeparator()));
    out.print(text);
    examination.errors.forEach(error -> err.println("doctor: " + error));
    out.println(examination.summary(fix));
  }

  private static String missingLine(Path path, String session, String beside) {
    return session.isEmpty()
        ? "Session transcript missing (" + named(path) + "), though " + beside
        : "Main session transcript missing ("
            + named(path)
            + ") session="
            + CleanText.word(session);
  }

  private static String named(Path path) {
    return CleanText.word(path.toString());
  }
}
