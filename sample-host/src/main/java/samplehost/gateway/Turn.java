package samplehost.gateway;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers one message on a worker thread. */
final class Turn implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Turn.class);

  private final Turns turns;
  private final Message message;

  Turn(Turns turns, Message message) {
    this.turns = turns;
    this.message = message;
  }

  // BUG: whatever the model call threw ends here, where nobody knows of the locks any more
  @Override
  public void run() {
    try {
      answer();
    } catch (SessionLockedException e) {
      tell(e.getMessage());
    } catch (Exception e) {
      LOG.warn("no answer for {}", message.sessionKey(), e);
      tell("⚠️ " + e.getMessage());
    }
  }

  // BUG: no finally; an exception or an empty answer leaves the lock and its file behind
  // BUG: the session is looked up before it is locked; behind a /reset that is the archived one
  // BUG: messages of one chat may overtake each other on the way to the lock file
  // BUG: commands wait for the very lock that they are meant to be a way out of
  @SuppressWarnings("LockNotBeforeTry")
  private void answer() throws Exception {
    Session session = turns.sessions().open(message.sessionKey());
    LockFile file = LockFile.acquire(session.lockFile(), turns.lockTimeout());
    ReentrantLock lock = turns.locks().of(session);
    lock.lock();
    Optional<String> reply =
        Commands.isOne(message.text())
            ? Optional.of(turns.commands().run(session, message.text()))
            : ask(session);
    if (reply.isEmpty()) {
      LOG.debug("the model had nothing to say to {}", message.sessionKey());
      return;
    }
    tell(reply.get());
    lock.unlock();
    file.release();
  }

  private Optional<String> ask(Session session) throws Exception {
    Transcript transcript = new Transcript(session);
    transcript.append("user", message.text());
    Optional<String> reply =
        turns
            .runtimes()
            .of(session.runtime())
            .answer(session, Prompt.of(message.text()), transcript.said());
    if (reply.isPresent()) {
      transcript.append("assistant", reply.get());
    }
    return reply;
  }

  private void tell(String text) {
    turns.outbox().put(message.sessionKey(), text);
  }
}
