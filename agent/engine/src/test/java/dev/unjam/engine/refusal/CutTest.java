package dev.unjam.engine.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CutTest {
  private static final int STEP = 3;
  private final Classifier classifier = Classifier.builtIn();

  @ParameterizedTest
  @MethodSource("dev.unjam.engine.refusal.Sample#files")
  void noPrefixOfAnInnocentAnswerRaisesAnAlarm(String file) {
    List<String> alarms = new ArrayList<>();
    for (Sample sample : Sample.all(file)) {
      if (sample.refused() || isBareRateLimitStatus(sample)) {
        continue;
      }
      String body = sample.exchange().body();
      // Of what a child says whole lines are judged, but for a message that is longer than is kept.
      boolean lines = file.equals("child.jsonl");
      for (int end = 0; end < body.length(); end += lines ? 1 : STEP) {
        if (lines && !body.startsWith("{") && !isLineStart(body, end)) {
          continue;
        }
        note(sample.withBody(body.substring(0, end)), alarms);
      }
    }
    assertEquals(List.of(), alarms);
  }

  @ParameterizedTest
  @MethodSource("dev.unjam.engine.refusal.Sample#files")
  void noTailOfAnInnocentStreamRaisesAnAlarm(String file) {
    List<String> alarms = new ArrayList<>();
    for (Sample sample : Sample.all(file)) {
      if (sample.refused() || !isStream(sample)) {
        continue;
      }
      String body = sample.exchange().body();
      for (int start = 0; start < body.length(); start++) {
        // What is kept of a stream begins with a whole line; JSON is told apart all the same.
        if (isLineStart(body, start) || restOfLine(body, start).contains("\"")) {
          note(sample.withBody(body.substring(start)), alarms);
        }
      }
    }
    assertEquals(List.of(), alarms);
  }

  @Test
  void noCutOfAnythingThatAChildSaysIsTooMuchForIt() {
    for (Sample sample : Sample.all("child.jsonl")) {
      String body = sample.exchange().body();
      for (int at = 0; at < body.length(); at += STEP) {
        find(sample.withBody(body.substring(0, at)));
        find(sample.withBody(body.substring(at)));
      }
    }
  }

  @Test
  void theEndOfALongMessageIsNobodysHoweverFarItsSignsAre() {
    Sample any = Sample.all("child.jsonl").get(0);
    String line = "Error: 429 Too Many Requests" + " and more".repeat(200);
    assertTrue(find(any.withBody(line + "\n")) != null, "a long line of its own");
    assertTrue(find(any.withBody(line + " \"so\" he said\n")) != null, "quotes at its end");
    for (String end : List.of("\"}]}}", "\\\"\"}", "\"")) {
      assertTrue(find(any.withBody(line + end + "\n")) == null, end);
    }
    String quoted = "Error: 429 Too Many Requests: \"" + " and more".repeat(200) + "\"\n";
    assertTrue(find(any.withBody(quoted)) != null, "a quote that is only cut by us");
  }

  private static boolean isLineStart(String body, int at) {
    return at == 0 || body.charAt(at - 1) == '\n';
  }

  private static String restOfLine(String body, int at) {
    int end = body.indexOf('\n', at);
    return body.substring(at, end < 0 ? body.length() : end);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "visible.jsonl",
        "holdout.jsonl",
        "holdout2.jsonl",
        "holdout3.jsonl",
        "holdout4.jsonl"
      })
  void onceTheDecidingPartIsThereNoLaterCutHidesTheRefusal(String file) {
    List<String> lost = new ArrayList<>();
    int early = 0;
    int refusals = 0;
    for (Sample sample : Sample.all(file)) {
      if (!sample.refused()) {
        continue;
      }
      refusals++;
      String body = sample.exchange().body();
      int first = firstExact(sample, body);
      early += first < body.length() ? 1 : 0;
      for (int end = first; end < body.length(); end += STEP) {
        if (find(sample.withBody(body.substring(0, end))) == null) {
          lost.add(sample.id() + " at " + end);
        }
      }
    }
    assertEquals(List.of(), lost);
    assertTrue(
        early > refusals * 0.8, early + " of " + refusals + " need less than the whole body");
  }

  @Test
  void aStreamThatLostItsBeginningStillShowsTheErrorAtItsEnd() {
    for (Sample sample : Sample.all("visible.jsonl")) {
      if (!sample.refused() || !isStream(sample)) {
        continue;
      }
      String body = sample.exchange().body();
      int line = body.stripTrailing().lastIndexOf('\n') + 1;
      int event =
          sample.exchange().transport() == Transport.SSE ? body.lastIndexOf("\ndata: {") + 1 : line;
      Finding finding = find(sample.withBody(body.substring(event)));
      assertTrue(finding != null, sample.id() + " is lost");
      assertEquals(sample.label(), finding.refusal().refusalClass().label(), sample.id());
    }
  }

  /** A 429 that was cut before it says "locked account" is a rate limit to anybody. */
  private static boolean isBareRateLimitStatus(Sample sample) {
    return sample.exchange().status() == 429;
  }

  /** So is a RESOURCE_EXHAUSTED that was cut before it says of what. */
  private static boolean isBareGrpcStatus(Sample sample) {
    return sample.exchange().transport() == Transport.GRPC
        && (sample.exchange().body().isBlank()
            || sample.exchange().body().strip().matches(".*EXHAUSTED:?"));
  }

  private static boolean isStream(Sample sample) {
    Transport transport = sample.exchange().transport();
    return transport == Transport.SSE || transport == Transport.STDIO;
  }

  private int firstExact(Sample sample, String body) {
    for (int end = 0; end < body.length(); end++) {
      Sample cut = sample.withBody(body.substring(0, end));
      Finding finding = isBareGrpcStatus(cut) ? null : find(cut);
      if (finding != null && finding.refusal().refusalClass().label().equals(sample.label())) {
        return end;
      }
    }
    return body.length();
  }

  private void note(Sample cut, List<String> alarms) {
    Finding finding = find(cut);
    if (finding != null && !isBareGrpcStatus(cut)) {
      alarms.add(cut.id() + " by " + finding.refusal().rule() + ": " + cut.exchange().body());
    }
  }

  private @org.jspecify.annotations.Nullable Finding find(Sample sample) {
    return classifier.find(sample.exchange(), null);
  }
}
