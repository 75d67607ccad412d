package dev.unjam.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A child whose error stream comes by the pipe of its output. */
class MergedPipeTest extends RpcCrew {
  private static final String QUOTA = "Too Many Requests: quota exceeded";

  private Process merged(boolean merged, String... lines) throws IOException {
    Object starts = ChildHooks.starts(null, merged);
    List<String> command = new ArrayList<>();
    String script = "for s; do read x; printf '%b\\n' \"$s\"; done; while read x; do :; done";
    command.addAll(List.of("sh", "-c", script, "agent"));
    command.addAll(List.of(lines));
    Process p = new ProcessBuilder(command).redirectErrorStream(merged).start();
    child = p;
    ChildHooks.started(p, List.of("agent"), starts);
    return p;
  }

  private static String stderr(ChildCall asked) {
    return new String(asked.stderr(), UTF_8);
  }

  /** Reads so many lines in answer to a prompt, under a hold. */
  private String heard(Process p, int lines) throws Exception {
    StringBuilder heard = new StringBuilder();
    onHost(
        () -> {
          take();
          BufferedReader out = p.inputReader(UTF_8);
          write(p, prompt(1, "s-1"));
          ChildCall asked = record(p).pending().get(0);
          for (int i = 0; i < lines; i++) {
            out.readLine();
          }
          heard.append(stderr(asked));
          letGo();
          return null;
        });
    return heard.toString();
  }

  @Test
  void itsLinesThatAreNoFramesAreTakenForItsErrorStream() throws Exception {
    String about = String.format(UPDATE, "s-2", "agent_message_chunk");
    Process p = merged(true, about + "\n" + QUOTA + "\n\n  at 429\n" + about + "\nmore");
    assertEquals(QUOTA + "\n\n  at 429\nmore\n", heard(p, 6));
  }

  @Test
  void whatAFrameOfTheRequestStandsBehindIsGotOver() throws Exception {
    String update = String.format(UPDATE, "s-1", "agent_message_chunk");
    assertEquals("", heard(merged(true, QUOTA + "\n" + update), 2));
    end();
    assertEquals(QUOTA + "\n", heard(merged(true, "early\n" + update + "\n" + QUOTA), 3));
  }

  @Test
  void whereTheErrorStreamIsAnotherPipeTheyAreNot() throws Exception {
    assertEquals("", heard(merged(false, QUOTA), 1));
  }

  @Test
  void aFileThatBothLeadToIsNoPipe() throws Exception {
    merged(false);
    Redirect file = Redirect.to(new java.io.File("merged.out"));
    Redirect[] redirects = {Redirect.PIPE, file, Redirect.PIPE};
    ChildStart start = (ChildStart) requireNonNull(ChildHooks.starts(redirects, true));
    assertEquals(false, start.merged());
    assertEquals(file.file(), start.error().file());
    redirects[1] = Redirect.PIPE;
    assertEquals(ChildStart.MERGED, ChildHooks.starts(redirects, true));
    redirects[1] = Redirect.INHERIT;
    assertEquals(false, ((ChildStart) requireNonNull(ChildHooks.starts(redirects, true))).merged());
  }

  @Test
  void aFrameBehindAnUnfinishedLineIsNotSaidAndTheWordsAre() throws Exception {
    assertEquals(
        "waits: \n" + QUOTA + "\n",
        heard(merged(true, "waits: " + MergedLinesTest.TALK + "\n" + QUOTA), 2));
    end();
    String late =
        MergedLinesTest.TALK
            .replace("\"jsonrpc\":\"2.0\",", "")
            .replaceFirst("}$", ",\"jsonrpc\":1}");
    assertEquals("waits: \n", heard(merged(true, "waits: " + late), 1));
    end();
    String body = "Error: 429 {\"error\":{\"message\":\"quota\"}}";
    assertEquals(body + "\n" + body + "\n", heard(merged(true, body + "\n" + body), 2));
  }

  @Test
  void inHoweverManyPiecesNothingOfSuchAFrameIsSaidAndAllElseIs() throws Exception {
    String body = "Error: 429 {\"error\":{\"message\":\"quota\"}} at 1\n";
    String all =
        body + "waits: " + MergedLinesTest.TALK + "\n" + body + "{\"level\":1}\nno end {\"a\":1}";
    byte[] bytes = all.getBytes(UTF_8);
    ChildRecord record = record(merged(true));
    for (int size = 1; size <= bytes.length; size++) {
      MergedWords words = new MergedWords(record);
      long before = record.stderr().total();
      for (int at = 0; at < bytes.length; at += size) {
        words.take(bytes, at, Math.min(bytes.length, at + size));
      }
      String said = new String(record.stderr().copySince(before), UTF_8);
      assertEquals(all.replace(MergedLinesTest.TALK, ""), said, "in pieces of " + size);
    }
  }

  @Test
  void aLineThatIsLongerThanWhatIsKeptIsNotSaidFromItsBraceOn() throws Exception {
    ChildRecord record = record(merged(true));
    MergedWords words = new MergedWords(record);
    byte[] piece = ("{" + "x".repeat(3_000)).getBytes(UTF_8);
    for (int i = 0; i < 9; i++) {
      words.take(piece, 0, piece.length);
    }
    byte[] rest = "}\nmore\n".getBytes(UTF_8);
    words.take(rest, 0, rest.length);
    assertEquals("\nmore\n", new String(record.stderr().copy(), UTF_8));
  }
}
