package dev.unjam.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.BufferedReader;
import org.junit.jupiter.api.Test;

/** Whose request it is that a child tells of on its error stream, and for how long. */
class RpcErrorStreamTest extends RpcCrew {
  /** After so long what was said is older than any frame that is read. */
  private static final long LATER = 1_000;

  @Test
  void whatIsSaidOnTheErrorStreamIsOfEachRequestUntilThatGetsOn() throws Exception {
    Process p = says(String.format(UPDATE, "s-1", "tool_call"));
    onHost(
        () -> {
          take();
          write(p, prompt(1, "s-1"));
          ChildRecord record = record(p);
          ChildCall one = record.pending().get(0);
          record.saysOnStderr("429\n".getBytes(UTF_8), 0, 4);
          assertEquals("429\n", new String(one.stderr(), UTF_8));
          write(p, prompt(2, "s-2"));
          ChildCall two = record.pending().get(1);
          assertArrayEquals(new byte[0], two.stderr(), "it was not there yet");
          Ticks.advance(LATER);
          p.inputReader(UTF_8).readLine();
          assertArrayEquals(new byte[0], one.stderr(), "it has got over it");
          letGo();
          return null;
        });
  }

  @Test
  void whereSeveralAskedAFrameRightBehindALineOfTheErrorStreamGetsOverIt() throws Exception {
    Process p = says(String.format(UPDATE, "s-1", "agent_message_chunk"));
    onHost(
        () -> {
          take();
          write(p, prompt(1, "s-1"));
          write(p, prompt(2, "s-2"));
          ChildRecord record = record(p);
          record.saysOnStderr("quota\n".getBytes(UTF_8), 0, 6);
          p.inputReader(UTF_8).readLine();
          assertEquals("", new String(record.pending().get(0).stderr(), UTF_8));
          assertEquals("quota\n", new String(record.pending().get(1).stderr(), UTF_8));
          letGo();
          return null;
        });
  }

  @Test
  void aFrameThatIsReadRightBehindALineOfTheErrorStreamMayHaveBeenWrittenBeforeIt()
      throws Exception {
    String update = String.format(UPDATE, "s-1", "agent_message_chunk");
    Process p = says(update, update);
    onHost(
        () -> {
          take();
          BufferedReader out = p.inputReader(UTF_8);
          write(p, prompt(1, "s-1"));
          ChildCall asked = record(p).pending().get(0);
          record(p).saysOnStderr("before\n".getBytes(UTF_8), 0, 7);
          Ticks.advance(LATER);
          record(p).saysOnStderr("quota\n".getBytes(UTF_8), 0, 6);
          out.readLine();
          assertEquals("quota\n", new String(asked.stderr(), UTF_8));
          Ticks.advance(LATER);
          write(p, "");
          out.readLine();
          assertEquals("", new String(asked.stderr(), UTF_8), "it gets on still");
          letGo();
          return null;
        });
  }

  @Test
  void aTurnThatEndsBehindWhatMayHaveBeenGotOverHasGotOverIt() throws Exception {
    Process p = says(String.format(UPDATE, "s-1", "agent_message_chunk"), String.format(ANSWER, 7));
    onHost(
        () -> {
          take();
          BufferedReader out = p.inputReader(UTF_8);
          write(p, prompt(7, "s-1"));
          ChildCall asked = record(p).pending().get(0);
          record(p).saysOnStderr("retrying\n".getBytes(UTF_8), 0, 9);
          out.readLine();
          assertEquals("retrying\n", new String(asked.stderr(), UTF_8));
          write(p, "");
          out.readLine();
          assertEquals(CallRecord.Phase.DONE, asked.call().phase());
          assertEquals("", new String(asked.stderr(), UTF_8));
          letGo();
          return null;
        });
  }

  @Test
  void theEndOfATurnLeavesWhatWasSaidSinceItLastGotOn() throws Exception {
    Process p = says(String.format(UPDATE, "s-1", "agent_message_chunk"), String.format(ANSWER, 7));
    onHost(
        () -> {
          take();
          BufferedReader out = p.inputReader(UTF_8);
          write(p, prompt(7, "s-1"));
          ChildCall asked = record(p).pending().get(0);
          record(p).saysOnStderr("early\n".getBytes(UTF_8), 0, 6);
          Ticks.advance(LATER);
          out.readLine();
          assertEquals("", new String(asked.stderr(), UTF_8), "got over");
          record(p).saysOnStderr("quota\n".getBytes(UTF_8), 0, 6);
          write(p, "");
          out.readLine();
          assertEquals(CallRecord.Phase.DONE, asked.call().phase());
          assertEquals("quota\n", new String(asked.stderr(), UTF_8));
          assertSame(asked, asked.call().handle());
          letGo();
          return null;
        });
  }
}
