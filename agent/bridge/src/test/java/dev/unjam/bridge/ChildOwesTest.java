package dev.unjam.bridge;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Which children owe their host an answer at all. */
class ChildOwesTest extends ChildCrew {
  @Test
  void aChildThatSpeaksNoJsonRpcOwesNoAnswerUnlessSomebodyReadsIt() throws Exception {
    Process child = start("sh", "-c", "while read x; do :; done");
    ChildCall[] fed = new ChildCall[1];
    boolean[] read = new boolean[1];
    Thread watchdog =
        new Thread(
            () -> {
              try {
                Awaitility.await().until(() -> !requireNonNull(fed[0]).isMute());
                read[0] = true;
              } finally {
                child.toHandle().destroyForcibly();
              }
            });
    onHost(
        () -> {
          take();
          child.getOutputStream().write('\n');
          child.getOutputStream().flush();
          fed[0] = assertInstanceOf(ChildCall.class, call().handle());
          assertTrue(fed[0].isMute());
          start(watchdog);
          InputStream out = child.getInputStream();
          assertEquals(-1, out.read());
          watchdog.join();
          assertTrue(read[0], "somebody waited inside for its word");
          out.close();
          assertEquals(false, fed[0].isOver(), "that the host does not listen tells nothing");
          letGo();
          return null;
        });
  }

  @Test
  void ofAPipelineOnlyTheLastIsFollowedWhoseOutputTheHostHas() throws Exception {
    List<ProcessBuilder> both = List.of(new ProcessBuilder("cat"), new ProcessBuilder("cat"));
    List<Process> line = ProcessBuilder.startPipeline(both);
    Redirect between = between();
    Redirect pipe = Redirect.PIPE;
    Redirect[] first = {pipe, between, pipe};
    Redirect[] last = {between, pipe, pipe};
    ChildHooks.started(line.get(0), List.of("cat"), ChildHooks.starts(first, false));
    ChildHooks.started(line.get(1), List.of("cat"), ChildHooks.starts(last, false));
    assertNull(Children.of(line.get(0)));
    assertTrue(Children.of(line.get(1)) != null);
    line.get(0).destroy();
    line.get(1).destroy();
  }

  /** What the JDK puts between two of a pipeline. */
  private static Redirect between() throws Exception {
    var made = Class.forName("java.lang.ProcessBuilder$RedirectPipeImpl").getDeclaredConstructor();
    made.setAccessible(true);
    return (Redirect) made.newInstance();
  }
}
