package samplehost.gateway;

import java.time.Duration;

/** What every turn needs, handed to it in one piece. */
record Turns(
    SessionStore sessions,
    Runtimes runtimes,
    Outbox outbox,
    Duration lockTimeout,
    SessionLocks locks,
    Commands commands) {
  Turns(SessionStore sessions, Runtimes runtimes, Outbox outbox, Duration lockTimeout) {
    this(
        sessions,
        runtimes,
        outbox,
        lockTimeout,
        new SessionLocks(),
        new Commands(sessions, runtimes));
  }

  Runnable of(Message message) {
    return new Turn(this, message);
  }
}
