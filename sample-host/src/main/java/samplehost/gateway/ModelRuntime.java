package samplehost.gateway;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * One way to get an answer out of a model; it blocks the calling worker for as long as it takes.
 */
interface ModelRuntime {
  /**
   * Asks and waits.
   *
   * @param said all that was said until now, the prompt last
   * @return the answer; empty if the model gave none
   */
  Optional<String> answer(Session session, Prompt prompt, List<Transcript.Said> said)
      throws IOException, InterruptedException;
}
