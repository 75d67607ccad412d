package dev.unjam.stress;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.StateCase;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.TestInfo;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.GradingResult;
import org.openjdk.jcstress.infra.runners.TestList;

/**
 * What is wrong with one race's results: nothing, if the list is empty.
 *
 * <p>Harder than jcstress itself: a race that ran no sample, or that was skipped for a missing
 * class, is an error; and whatever it calls acceptable must have been seen, or it raced with
 * nobody. What may be seen or not is called interesting.
 */
final class Verdict {
  private final String race;
  private final List<String> wrong = new ArrayList<>();

  private Verdict(String race) {
    this.race = race;
  }

  static List<String> on(String race, Collection<TestResult> all) {
    Verdict verdict = new Verdict(race);
    List<TestResult> mine = all.stream().filter(r -> r.getName().equals(race)).toList();
    mine.forEach(verdict::fork);
    if (verdict.wrong.isEmpty()) {
      verdict.seen(mine);
    }
    return verdict.wrong;
  }

  private void fork(TestResult result) {
    String where = " in a JVM with " + result.getConfig().jvmArgs;
    if (result.status() != Status.NORMAL) {
      wrong.add(result.status() + where + ": " + result.getMessages() + " " + result.getVmErr());
    } else if (result.getTotalCount() == 0) {
      wrong.add("no sample" + where);
    }
    for (GradingResult graded : result.grading().gradingResults.values()) {
      boolean tolerable =
          graded.expect == Expect.ACCEPTABLE || graded.expect == Expect.ACCEPTABLE_INTERESTING;
      if (graded.count > 0 && !tolerable) {
        wrong.add(graded.expect + " '" + graded.id + "' " + graded.count + " times" + where);
      }
    }
  }

  private void seen(List<TestResult> mine) {
    if (mine.isEmpty()) {
      wrong.add("was not run");
      return;
    }
    TestInfo info = TestList.getInfo(race);
    for (StateCase wanted : info.cases()) {
      boolean met = mine.stream().flatMap(r -> r.getStateKeys().stream()).anyMatch(wanted::matches);
      if (wanted.expect() == Expect.ACCEPTABLE && !met) {
        wrong.add("never seen: '" + wanted.matchPattern() + "' (" + wanted.description() + ")");
      }
    }
  }
}
