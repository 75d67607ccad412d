package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.os.Children;
import dev.unjam.engine.os.ProcessProbe;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** One lock file is one line, of which a script can take the fields. */
@EnabledOnOs(OS.LINUX)
class DoctorLinesTest {
  private static final Pattern LINE =
      Pattern.compile(
          "(\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s\"│]+) pid=(\\S+)(?: \\((\\w+)\\))?"
              + " age=(\\S+) stale=(yes|no)"
              + " │ verdict=(\\w+) why=(\"(?:[^\"\\\\]|\\\\.)*\")(?: │ (.*))?");

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void oddNamesAreReadBackFromTheLineAsTheyAre() throws Exception {
    List<String> names =
        List.of(
            "plain.lock",
            "ümläut-日本.lock",
            "back\\slash.lock",
            "with space.lock",
            "line\nfeed.lock",
            "a│b.lock",
            "quote\".lock",
            "\" pid=1 (alive) age=1s stale=no │ verdict=live why=\"x.lock",
            "no\u00a0break.lock",
            "from\u202eright.lock",
            "both \\ and \".lock");
    for (String name : names) {
      Locks.write(folder, name, Children.dead(), Instant.now().minus(Duration.ofMinutes(9)));
    }
    assertEquals(1, doctor(NamePatterns.DEFAULT, false));
    List<String> paths = new ArrayList<>();
    List<String> lines = out.toString().lines().toList();
    assertEquals(names.size() + 1, lines.size(), out::toString);
    for (String line : lines.subList(0, names.size())) {
      Matcher fields = LINE.matcher(line);
      assertTrue(fields.matches(), line);
      assertEquals("stale", fields.group(6), line);
      paths.add(unquoted(fields.group(1)));
    }
    assertEquals(
        names.stream().map(name -> folder.resolve(name).toString()).sorted().toList(),
        paths.stream().sorted().toList());
  }

  @Test
  void anOrdinaryNameStandsAsItIs() throws Exception {
    Path lock = Locks.write(folder, "s.jsonl.lock", Children.dead(), Instant.now());
    doctor(NamePatterns.DEFAULT, false);
    assertTrue(out.toString().startsWith(lock + " pid="), out::toString);
  }

  @Test
  void aFolderAndALinkAreNoLockFilesAndStay() throws Exception {
    Files.writeString(folder.resolve("s.jsonl"), "{}\n");
    Path directory = Files.createDirectory(folder.resolve("a.lock"));
    Path dangling = Files.createSymbolicLink(folder.resolve("b.lock"), folder.resolve("nothing"));
    Path target = Locks.write(folder, "target", Children.dead(), Instant.now());
    Path link = Files.createSymbolicLink(folder.resolve("c.lock"), target);
    assertEquals(3, doctor(NamePatterns.DEFAULT, true));
    List<String> lines = out.toString().lines().toList();
    assertTrue(lines.get(0).startsWith(directory + " pid=missing "), out::toString);
    assertTrue(lines.get(0).contains("why=\"it is a folder, and no lock file\""), out::toString);
    assertTrue(lines.get(1).contains("a symbolic link to what is not there"), out::toString);
    assertTrue(lines.get(2).contains("it is a symbolic link, and no"), out::toString);
    assertEquals(3, lines.stream().filter(line -> line.contains(" verdict=unknown ")).count());
    for (Path each : List.of(directory, dangling, link)) {
      assertTrue(Files.exists(each, LinkOption.NOFOLLOW_LINKS), each::toString);
    }
    assertTrue(Files.exists(target));
  }

  @Test
  void whatTheNameOfAMissingTranscriptsLockHasIsCalledWhatItIs() throws Exception {
    Locks.write(folder, "a.jsonl.lock", Children.dead(), Instant.now());
    Files.createDirectory(folder.resolve("b.jsonl.lock"));
    Files.createSymbolicLink(folder.resolve("c.jsonl.lock"), folder.resolve("nothing"));
    Path pipe = folder.resolve("d.jsonl.lock");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    assertEquals(1, doctor(NamePatterns.DEFAULT, false));
    List<String> what =
        List.of(
            "a.jsonl), though it has a lock file",
            "b.jsonl), though there is a folder named like its lock file",
            "c.jsonl), though there is a symbolic link named like its lock file",
            "d.jsonl), though there is something named like its lock file that is no file");
    List<String> missing = out.toString().lines().filter(l -> l.contains("missing (")).toList();
    assertEquals(
        what.stream().map(name -> "Session transcript missing (" + folder + "/" + name).toList(),
        missing);
  }

  @Test
  void whatIsATranscriptIsNoLockWhateverTheNamesSay() throws Exception {
    Path empty = aged("main.jsonl");
    Path named = aged("main.log");
    Path index = folder.resolve("sessions.json");
    Files.writeString(
        index,
        "{\"a\":{\"sessionId\":\"main\"},"
            + "\"b\":{\"sessionId\":\"x\",\"sessionFile\":\"main.log\"}}");
    Path lock = aged("main.lck");
    assertEquals(2, doctor(new NamePatterns(List.of("main.*", "s*.json")), true), err::toString);
    assertFalse(Files.exists(lock), "it is one");
    assertEquals(1, out.toString().lines().filter(line -> line.contains(" pid=")).count());
    for (Path each : List.of(empty, named, index)) {
      assertTrue(Files.exists(each), each::toString);
    }
  }

  private Path aged(String name) throws IOException {
    return Locks.aged(Locks.write(folder, name, ""), Duration.ofHours(1));
  }

  private static String unquoted(String word) {
    if (!word.startsWith("\"")) {
      return word;
    }
    Matcher escape = Pattern.compile("\\\\(u....|.)").matcher(word.substring(1, word.length() - 1));
    return escape.replaceAll(found -> Matcher.quoteReplacement(unescaped(found.group(1))));
  }

  private static String unescaped(String escape) {
    return switch (escape) {
      case "n" -> "\n";
      case "\"", "\\" -> escape;
      default -> Character.toString(Integer.parseInt(escape.substring(1), 16));
    };
  }

  private int doctor(NamePatterns names, boolean fix) {
    Doctor doctor = new Doctor(names, ProcessProbe.ofThisMachine(), HolderInquiry.NOBODY);
    return doctor.run(List.of(folder), false, fix, new PrintWriter(out), new PrintWriter(err));
  }
}
