package dev.unjam.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose a request to a child is, whoever writes and reads. */
class RpcThreadsTest extends RpcCrew {
  @Test
  void aChildThatAsksTheHostIsNotTheOneThatIsWaitedFor() throws Exception {
    String permission =
        "{\"id\":5,\"method\":\"session/request_permission\",\"params\":{\"sessionId\":\"s-1\"}}";
    Process p = says(permission);
    onHost(
        () -> {
          take();
          write(p, prompt(1, "s-1"));
          ChildCall sent = record(p).pending().get(0);
          assertFalse(sent.isHostsTurn(0));
          p.inputReader(UTF_8).readLine();
          assertTrue(sent.isHostsTurn(0));
          write(p, "{\"id\":5,\"result\":{}}");
          assertFalse(sent.isHostsTurn(0));
          assertEquals(1, pending(p).size(), "the host's answer is no request");
          letGo();
          return null;
        });
  }

  @Test
  void whatTheHostCouldAnswerByItselfIsItsTurnForALimitedTimeOnly() throws Exception {
    Process p = says("{\"id\":\"r1\",\"method\":\"roots/list\"}");
    onHost(
        () -> {
          take();
          write(p, prompt(1, "s-1"));
          ChildCall sent = record(p).pending().get(0);
          p.inputReader(UTF_8).readLine();
          assertTrue(sent.isHostsTurn(1_000));
          Ticks.advance(1_000);
          assertFalse(sent.isHostsTurn(1_000));
          letGo();
          return null;
        });
  }

  @Test
  void aRequestOfAThreadThatHoldsNothingIsKnownThoughNobodyIsKnownToWaitForIt() throws Exception {
    Process p = says();
    onHost(
        () -> {
          write(p, prompt(1, "s-1"));
          ChildCall sent = record(p).pending().get(0);
          assertFalse(sent.isHeld());
          assertNull(Threads.mine().call());
          return null;
        });
  }

  @Test
  void whoReadsForOthersIsNotRefusedWithWhomHeWorksFor() throws Exception {
    Process p = says(String.format(UPDATE, "s-2", "tool_call"));
    onHost(
        () -> {
          take();
          ThreadRecord holder = Threads.mine();
          Thread reader = new Thread(() -> {});
          FlowHooks.handsOver(reader);
          write(p, prompt(1, "s-1"));
          holder.deny(new Denial(holder.seqAt(0), "Model API quota exceeded"));
          assertThrows(QuotaExceededException.class, () -> write(p, ""));
          elsewhere(
              () -> {
                Object entered = FlowHooks.begins(reader);
                assertNotNull(entered);
                write(p, "");
                assertNotNull(p.inputReader(UTF_8).readLine());
                FlowHooks.ends(entered, true);
                return null;
              });
          letGo();
          return null;
        });
  }

  @Test
  void whoHasHisAnswerAndReadsOnWaitsForMore() throws Exception {
    Process p = says(String.format(REFUSAL, 1), "more");
    onHost(
        () -> {
          take();
          write(p, prompt(1, "s-1"));
          CallRecord sent = call();
          BufferedReader out = p.inputReader(UTF_8);
          out.readLine();
          assertEquals(CallRecord.Phase.DONE, sent.phase());
          write(p, "");
          out.readLine();
          assertSame(sent, call());
          assertEquals(CallRecord.Phase.BODY, sent.phase());
          letGo();
          return null;
        });
  }

  @Test
  void workThatAsksAgainBeforeItWasAnsweredAsksForOthersAsWell() throws Exception {
    Process p = says("one", "two");
    onHost(
        () -> {
          take();
          Object work = new Object();
          FlowHooks.handsOver(work);
          elsewhere(
              () -> {
                Object entered = FlowHooks.begins(work);
                assertNotNull(entered);
                write(p, prompt(1, "s-1"));
                write(p, prompt(2, "s-2"));
                FlowHooks.ends(entered, true);
                return null;
              });
          List<ChildCall> sent = record(p).pending();
          assertTrue(sent.get(0).isHeldByAsker());
          assertFalse(sent.get(1).isHeldByAsker());
          letGo();
          return null;
        });
  }
}
