package clienthost;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tries one cell: takes a lock, calls, releases in {@code finally}, and calls once more. */
final class Trial implements Runnable {
  private static final List<String> OK = List.of(Scenario.BODY);

  private static final int WAIT_SECONDS = 60;

  private final Cell cell;
  private final Servers servers;
  private final Consumer<Outcome> told;
  private final ReentrantLock lock = new ReentrantLock();
  private final Client client;
  private final @Nullable Scenario beside;

  Trial(Cell cell, Servers servers, Consumer<Outcome> told) {
    this.cell = cell;
    this.servers = servers;
    this.told = told;
    this.client = cell.library().make();
    this.beside = cell.scenario().ofSideWork();
  }

  @Override
  public void run() {
    if (cell.kind() == Kind.POOL) {
      health();
    }
    if (cell.scenario() == Scenario.LEASE) {
      somebodyElseCalls();
    }
    List<String> seen = attempt(this::call);
    boolean interrupted = Thread.interrupted();
    boolean free = CompletableFuture.supplyAsync(this::lockIsFree).join();
    if (cell.scenario() == Scenario.LEASE) {
      tellServer(Scenario.FREE);
    }
    told.accept(new Outcome(cell, seen, free, interrupted, health()));
  }

  private String call() throws Exception {
    URI uri = servers.of(cell);
    return switch (cell.hold()) {
      case NONE -> ask(uri);
      case BEFORE -> locked(() -> under(uri));
      case AT_HEAD -> lockedAtHead((StreamingClient) client, uri);
    };
  }

  private String under(URI uri) throws Exception {
    if (cell.scenario().isSleptUpon()) {
      return sleptUpon(uri);
    }
    return cell.scenario() == Scenario.AGAIN ? goneOn(uri) : ask(uri);
  }

  /** Whoever is told no hopes for better times, and keeps his lock. */
  private String sleptUpon(URI uri) throws Exception {
    try {
      ask(uri);
    } catch (Exception e) {
      if (!Collections.disjoint(Outcome.chain(e), GoingOn.FREED)) {
        throw e;
      }
    }
    TimeUnit.HOURS.sleep(1);
    throw new IllegalStateException("slept it out");
  }

  private String goneOn(URI uri) throws Exception {
    return new GoingOn(client).call(uri, servers.another(cell, Scenario.INSTEAD));
  }

  private String ask(URI uri) throws Exception {
    return cell.scenario().posts()
        ? ((PostingClient) client).post(uri, cell.scenario().body())
        : client.call(uri);
  }

  /** Returns when that call has reached the server. */
  private void somebodyElseCalls() {
    URI held = servers.of(cell, Scenario.HELD);
    Thread other = new Thread(() -> attempt(() -> client.call(held)), "other");
    other.setDaemon(true);
    other.start();
    tellServer(Scenario.ASKED);
  }

  private void tellServer(Scenario scenario) {
    try (InputStream in = servers.plain(cell, scenario).toURL().openStream()) {
      in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String lockedAtHead(StreamingClient streaming, URI uri) throws Exception {
    try (InputStream in = streaming.open(uri)) {
      return locked(() -> new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private String locked(Call call) throws Exception {
    SideWork sideWork = beside == null ? null : new SideWork(cell.library().make());
    lock.lock();
    try {
      if (cell.library().isUnknown() && cell.hold() == Hold.BEFORE) {
        somebodyWaits();
      }
      if (sideWork != null && beside != null) {
        sideWork.handOver(servers.another(cell, beside));
      }
      return call.body();
    } finally {
      lock.unlock();
    }
  }

  private void somebodyWaits() {
    Thread waiter = new Thread(this::lockIsFree, "waiter");
    waiter.setDaemon(true);
    waiter.start();
  }

  private boolean lockIsFree() {
    try {
      boolean free = lock.tryLock(WAIT_SECONDS, TimeUnit.SECONDS);
      if (free) {
        lock.unlock();
      }
      return free;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** The next call of the same client. */
  private List<String> health() {
    return attempt(() -> client.call(servers.of(cell, Scenario.OK)));
  }

  private interface Call {
    String body() throws Exception;
  }

  /** Whatever a client throws is what is to be told, errors and sneaky ones included. */
  @SuppressWarnings("CatchingUnchecked")
  private static List<String> attempt(Call call) {
    try {
      String body = call.body();
      return body.contains(Scenario.BODY) ? OK : List.of("body of " + body.length());
    } catch (Throwable e) {
      return Outcome.chain(e);
    }
  }
}
