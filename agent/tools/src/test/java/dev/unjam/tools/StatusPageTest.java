package dev.unjam.tools;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class StatusPageTest {
  @Test
  void aLockFileWhoseNameWouldForgeAFieldStandsInQuotes() throws Exception {
    String page = page("/s/a\\nb \u2502 x.lock");
    String shown = "\"/s/a\\nb \\u2502 x.lock\"";
    assertTrue(page.contains("  " + shown + " \u2502 lockfile age="), page);
    assertTrue(page.contains(" for " + shown + " held by "), page);
  }

  @Test
  void anOrdinaryOneStandsAsItIs() throws Exception {
    String page = page("/s/gr\u00fc.lock");
    assertTrue(page.contains("  /s/gr\u00fc.lock \u2502 lockfile age="), page);
    assertTrue(page.contains(" for /s/gr\u00fc.lock held by "), page);
  }

  private static String page(String lock) throws NotPossibleException {
    String wait = "{\"thread\":\"a\",\"thread_id\":31,\"waits_for\":\"%s\"}".formatted(lock);
    String hold =
        "{\"lock\":\"%s\",\"kind\":\"lockfile\",\"age_s\":1,\"waiting\":[%s]}"
            .formatted(lock, wait);
    StringWriter page = new StringWriter();
    new StatusPage(new PrintWriter(page)).print(1, Answer.parse(1, "{\"holds\":[" + hold + "]}"));
    return page.toString();
  }
}
