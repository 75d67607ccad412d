package dev.unjam.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that are no whole object, or have a member twice, are told as they are byte by byte. */
class RpcOddTest {
  private static final String ONE = answer("1");

  private static String answer(String id) {
    return "{'jsonrpc':'2.0','id':" + id + ",'result':{}}";
  }

  private static List<RpcFrame> told(String lines, boolean byteByByte) {
    List<RpcFrame> told = new ArrayList<>();
    RpcScanner scanner = new RpcScanner((f, text, at, length) -> told.add(f));
    byte[] bytes = lines.replace('\'', '"').getBytes(UTF_8);
    int piece = byteByByte ? 1 : bytes.length;
    for (int at = 0; at < bytes.length; at += piece) {
      scanner.take(bytes, at, piece);
    }
    return told;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'jsonrpc':'2.0','result':{'items':[{'a':1,'id':9}",
        "{'jsonrpc':'2.0','result':{'items':[{'a':1},{'text':'}','id':9}]}",
        "{'jsonrpc':'2.0','result':{'a':1},'id':3}{'jsonrpc':'2.0','result':{},'id':4}",
        "{'jsonrpc':'2.0','result':{},'error':{'code':1,'message':'quota'},'id':5}",
        "{'jsonrpc':'2.0','result':{},'id':5,'a':{},'id':6}",
        "{'jsonrpc':'2.0','id':1,'method':'m','params':{}},",
        "{'jsonrpc':'2.0','id':1,'method':'m','params':{}}\0",
        "{'jsonrpc':'2.0','id':1,'method':'m','params':{}};",
        "{'jsonrpc':'2.0','method':'m','params':{'a':[]},'id':'x'}",
        "{'result':{'a':[1,{'b':'}'}]},'jsonrpc':'2.0','id':8}",
        "{'jsonrpc':'2.0','method':'_x/update','params':{'update':{'sessionUpdate':'usage_update'}}}",
        "{'id':6,'id':\t5,'method':'m'}\n{'id':7,'id':\t5,'method':'m'}\n{'id':8,'id':\t5,'method':'m'}",
      })
  void areToldAsTheyAre(String odd) {
    String lines = ONE + "\n" + odd + "\n" + ONE + "\n";
    assertEquals(told(lines, true), told(lines, false));
  }

  @Test
  void halfALineOfTheChildsAnswersNothing() {
    String torn = "{'jsonrpc':'2.0','result':{'items':[{'a':1,'id':9}\n";
    assertEquals(
        List.of(new RpcFrame("2", null, null, false)), told(torn + answer("2") + "\n", false));
  }

  @Test
  void anErrorBehindAResultIsAnError() {
    String both = "{'jsonrpc':'2.0','result':{},'error':{'code':1,'message':'quota'},'id':5}\n";
    assertEquals(List.of(new RpcFrame("5", null, null, true)), told(both, false));
  }

  @Test
  void ofTwoIdsTheLastCountsHoweverOften() {
    StringBuilder lines = new StringBuilder();
    for (int i = 10; i < 20; i++) {
      lines.append("{'id':").append(i).append(",'id':\t5,'method':'m'}\n");
    }
    List<RpcFrame> told = told(lines.toString(), false);
    assertEquals(10, told.size());
    assertEquals(List.of("5"), told.stream().map(RpcFrame::id).distinct().toList());
  }

  @Test
  void whatAChildTellsOfItselfIsNoProgressUnderAnotherNameEither() {
    String usage = "{'method':'_x/update','params':{'update':{'sessionUpdate':'usage_update'}}}\n";
    assertFalse(told(usage, false).get(0).isProgress());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'method':'session/update','params':{'update':{'sessionUpdate':'error'}}}",
        "{'method':'session/update','params':{'update':{'sessionUpdate':'retry'}}}",
        "{'method':'session/update','params':{'update':{'sessionUpdate':'turn_failed'}}}",
        "{'method':'session/update','params':{'update':{'sessionUpdate':'api_retry'}}}",
        "{'method':'_x/session_notification','params':{'update':{'sessionUpdate':'retry_state'}}}",
        "{'method':'_x/session/retry','params':{'error':{}}}"
      })
  void whatAChildTellsOfAnAttemptThatFailedIsNoProgress(String trouble) {
    assertFalse(told(trouble + "\n", false).get(0).isProgress());
  }

  @ParameterizedTest
  @ValueSource(strings = {"retry_success", "retry_complete", "web_fetch_error", "step_update"})
  void whatItGotOverAndWhatAToolMetIsProgress(String kind) {
    String update = "{'method':'session/update','params':{'update':{'sessionUpdate':'" + kind;
    assertTrue(told(update + "'}}}\n", false).get(0).isProgress());
  }

  @Test
  void whatItTellsOfItsWorkIsSoInANotificationOfItsOwnToo() {
    String call =
        "{'method':'_x/session_notification','params':{'update':{'sessionUpdate':'tool_call'}}}\n";
    assertTrue(told(call, false).get(0).isProgress());
  }
}
