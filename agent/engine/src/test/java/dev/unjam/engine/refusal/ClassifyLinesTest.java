package dev.unjam.engine.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassifyLinesTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void eachExchangeGetsOneLineWithItsClassAndTime() {
    int status =
        run(
            "{'id':'a','transport':'http','status':429,'headers':{'Retry-After':'1.5'},'body':'','x':{'y':[1]}}",
            "{'id':7,'transport':'stdio','provider':null,'status':null,'headers':null,'body':null}",
            "",
            "{'id':'o','transport':'HTTP','status':402,'headers':{'x':['1','2']},'body':{'error':{'code':'quota_exceeded'}}}");
    assertEquals(0, status);
    assertEquals(
        List.of(
            "{'id':'a','class':'rate_limit','retry_after_s':1.5}",
            "{'id':7,'class':'none','retry_after_s':null}",
            "{'id':'o','class':'quota','retry_after_s':null}"),
        answers());
    assertEquals("", err.toString());
  }

  @Test
  void whatAChildSaysIsClassifiedAsTheAgentDoesIt() {
    int status =
        run(
            "{'id':1,'transport':'stdio','body':'2026-11-20T10:00:00Z ERROR llm: 429 Too Many Requests, try again in 20s'}",
            "{'id':2,'transport':'stdio','body':'{\\'method\\':\\'session/update\\',\\'params\\':{\\'update\\':{\\'sessionUpdate\\':\\'error\\',\\'message\\':\\'quota exceeded\\'}}}'}",
            "{'id':3,'transport':'stdio','body':'2026-11-20T10:00:00Z INFO llm: succeeded after 429 Too Many Requests'}");
    assertEquals(0, status);
    assertEquals(
        List.of(
            "{'id':1,'class':'rate_limit','retry_after_s':20}",
            "{'id':2,'class':'quota','retry_after_s':null}",
            "{'id':3,'class':'none','retry_after_s':null}"),
        answers());
  }

  @Test
  void aBadLineIsNamedAndTheRestStillAnswered() {
    int status =
        run(
            "not json",
            "[1]",
            "{'id':'b','status':429}",
            "{'id':'c','transport':'smtp'}",
            "{'id':'d','transport':'http','status':'many'}",
            "{'id':'e','transport':'http'} x",
            "{'id':'f'",
            "{'id':'g','transport':'http','status':529}");
    assertEquals(4, status);
    List<String> answers = answers();
    List<String> known = List.of("null", "null", "'b'", "'c'", "'d'", "'e'", "'f'");
    for (int i = 0; i < known.size(); i++) {
      String none = "{'id':" + known.get(i) + ",'class':'none','retry_after_s':null}";
      assertEquals(none, answers.get(i), "as far as the id could be read");
    }
    assertEquals("{'id':'g','class':'overloaded','retry_after_s':null}", answers.get(7));
    List<String> problems = err.toString().lines().toList();
    assertEquals(7, problems.size(), err.toString());
    for (int i = 0; i < problems.size(); i++) {
      assertTrue(problems.get(i).startsWith("classify: line " + (i + 1) + ": "), problems.get(i));
    }
    assertTrue(
        problems.get(3).contains("\"smtp\" is not one of http, sse, stdio, grpc"), problems.get(3));
    assertTrue(problems.get(4).contains("\"many\" is no HTTP status"), problems.get(4));
  }

  @Test
  void anOldLinesPointInTimeCountsFromItsOwnDateOrNotAtAll() {
    String exchange =
        "{'id':'a','transport':'http','status':429,'headers':{%s'retry-after':'Fri, 20 Nov 2026 10:00:30 GMT'}}";
    run(exchange.formatted(""), exchange.formatted("'Date':'Fri, 20 Nov 2026 10:00:00 GMT',"));
    assertEquals(
        List.of(
            "{'id':'a','class':'rate_limit','retry_after_s':null}",
            "{'id':'a','class':'rate_limit','retry_after_s':30}"),
        answers());
  }

  private int run(String... lines) {
    String in = String.join("\n", lines).replace('\'', '"');
    return new ClassifyLines().run(new StringReader(in), out, new PrintWriter(err));
  }

  private List<String> answers() {
    return out.toString().replace('"', '\'').lines().toList();
  }
}
