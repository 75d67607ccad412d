package dev.unjam.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Frames that are much like each other are told as they are byte by byte, where none can be
 * compared with another one.
 */
class RpcLikeTest {
  /** What a {@code #} stands for is a number, and {@code $} a text, another one in each frame. */
  private static final String[] FRAMES = {
    "{'jsonrpc':'2.0','method':'notifications/progress','params':{'progressToken':#,'progress':#}}",
    "{'jsonrpc':'2.0','id':#,'method':'ping'}",
    "{'jsonrpc':'2.0','id':'$','method':'ping','params':{}}",
    "{'jsonrpc':'2.0','id':#,'result':{'id':#,'x':[#,{'id':'$'}]}}",
    "{'result':{'content':[{'type':'text','text':'$'}]},'jsonrpc':'2.0','id':#}",
    "{'result':{'content':[{'id':'$','text':'$'}]},'jsonrpc':'2.0','id':'$'}",
    "{'id':#,'error':{'code':-#,'message':'$'}}",
    "{'jsonrpc':'2.0','id':null,'error':{'code':#}}",
    "{'method':'session/update','params':{'sessionId':'s-1','update':{'sessionUpdate':"
        + "'agent_message_chunk','content':{'type':'text','text':'$'}}}}",
    "{'method':'session/update','params':{'sessionId':'s-2','update':{'sessionUpdate':'plan','n':#}}}",
    "{'method':'session/$','params':{'sessionId':'s-1'}}",
    "{'method':'tools/call','params':{'name':'$','arguments':{'id':#,'sessionId':'$'}},'id':#}",
    "{'method':'tools/call','id':#,'params':{'a':{'b':'$'},'sessionId':'$'}}",
    "{'method':'x','params':{'a':{},'b':'$'},'id':#,'meta':{}}",
    "{'method':'item/delta','params':{'threadId':'t','delta':'$'}}",
    "{'id':#,'id':#,'method':'twice'}",
    "{'a':{'id':#},'method':'late','params':[#,#],'id':'$'}",
    "{'method':'long/rest','params':{'uri':'$','d':[#,'$'"
        + ",{'line':#,'word':'unused'}".repeat(25)
        + "]}}",
    "{'id':#,'result':{'uri':'$','d':[#,{'id':#,'sessionId':'$'}"
        + ",{'line':#}".repeat(50)
        + "]}}",
    "{'method':'long/rest','params':{'uri':'$','d':[" + "{'line':#},".repeat(50) + "#]},'id':#}",
    "{'jsonrpc':'2.0','method':'textDocument/publishDiagnostics','params':{'uri':'$','d':[{'id':#}"
        + ",{'line':#}".repeat(60)
        + "]}}",
    "{'jsonrpc':'2.0','method':'textDocument/publishDiagnostics','params':{'uri':'$','d':[{'a':#}"
        + ",{'line':#}".repeat(60)
        + "]}}",
    "{'jsonrpc':'2.0','method':'textDocument/publishDiagnostics','params':{'uri':'$','d':[{'a':#}"
        + ",{'line':#}".repeat(60)
        + "]},'id':#}",
    "{'id':#,'method':'workspace/configuration','params':{'items':[{'id':'$','sessionId':'$'}]}}",
    "{'result':#,'id':#}",
    "{'id' : # , 'method' : 'spaced' , 'params' : { 'sessionId' : '$' } }",
    "{'id':#,'result':{'open':'$'",
    "no frame # at all",
    "{'id':#,'method':'ping'}{'id':#,'method':'pong'}",
    "",
  };

  private static final String[] TEXTS = {
    "a",
    "b",
    "some words more",
    "\\'id\\':7}",
    "\\\\",
    "x\\\\\\'",
    "{[,:",
    "täglich",
    "\\u0069d",
    "id",
  };

  private Random random = new Random(0);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void areToldAsTheyAreByteByByte(boolean byLength) {
    for (long seed = 1; seed <= 600; seed++) {
      random = new Random(seed);
      byte[] text = text(byLength).getBytes(UTF_8);
      List<String> plain = new ArrayList<>();
      RpcScanner slow = scanner(plain);
      for (int i = 0; i < text.length; i++) {
        slow.take(new byte[] {text[i]}, 0, 1);
      }
      for (int longest : new int[] {text.length, 2000, 150, 20}) {
        List<String> fast = new ArrayList<>();
        RpcScanner scanner = scanner(fast);
        take(scanner, text, longest);
        assertEquals(plain, fast, "seed " + seed + ": " + new String(text, UTF_8));
        assertEquals(slow.isBetween(), scanner.isBetween());
        List<String> many = new ArrayList<>();
        take(new RpcScanner(new RpcEach(many)), text, longest);
        assertEquals(plain, many, "seed " + seed + ": " + new String(text, UTF_8));
      }
      assertTrue(plain.size() > 10);
    }
  }

  private static RpcScanner scanner(List<String> told) {
    return new RpcScanner(
        (f, from, at, n) -> told.add(f + " " + new String(from, at, n, UTF_8).strip()));
  }

  private void take(RpcScanner scanner, byte[] text, int longest) {
    for (int at = 0; at < text.length; ) {
      int n =
          Math.min(
              longest == text.length ? longest : 1 + random.nextInt(longest), text.length - at);
      byte[] piece = new byte[n + 8];
      random.nextBytes(piece);
      System.arraycopy(text, at, piece, 4, n);
      scanner.take(piece, 4, n);
      at += n;
    }
  }

  /** Mostly one kind after another, for a while the same. */
  private String text(boolean byLength) {
    StringBuilder text = new StringBuilder();
    String kind = FRAMES[0];
    String other = FRAMES[1];
    int often = 1 + random.nextInt(30);
    for (int i = 0; i < 100; i++) {
      if (random.nextInt(often) == 0) {
        kind = FRAMES[random.nextInt(FRAMES.length)];
        other = FRAMES[random.nextInt(FRAMES.length)];
      }
      String frame = filled(random.nextInt(3) == 0 ? other : kind);
      if (byLength) {
        text.append("Content-Length: ").append(frame.getBytes(UTF_8).length).append("\r\n\r\n");
      }
      text.append(frame).append(byLength ? "" : random.nextInt(9) == 0 ? "\r\n" : "\n");
    }
    return text.toString();
  }

  private String filled(String frame) {
    StringBuilder text = new StringBuilder();
    int base = random.nextInt(4) * 50;
    for (int i = 0; i < frame.length(); i++) {
      char c = frame.charAt(i);
      switch (c) {
        case '#' ->
            text.append(base + random.nextInt(120)).append(random.nextInt(20) == 0 ? "e3" : "");
        case '$' -> text.append(TEXTS[random.nextInt(TEXTS.length)]);
        default -> text.append(c);
      }
    }
    return text.toString().replace('\'', '"');
  }
}
