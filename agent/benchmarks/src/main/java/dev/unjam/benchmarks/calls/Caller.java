package dev.unjam.benchmarks.calls;

import dev.unjam.benchmarks.Setting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The process that is measured: makes so many calls when it is told to, and says what they cost.
 */
public final class Caller {
  private final ReentrantLock lock = new ReentrantLock();
  private final Client client;
  private final String base;

  private Caller(Client client, String base) {
    this.client = client;
    this.base = base;
  }

  /** Arguments: a {@link Library} and the server's port. Questions come by standard input. */
  public static void main(String[] args) throws Exception {
    Client client = Library.valueOf(args[0]).open();
    Caller caller = new Caller(client, "http://127.0.0.1:" + args[1] + "/");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.trim().split(" ", 3);
      switch (words[0]) {
        case "expect" -> caller.expect();
        case "held", "free" ->
            caller.window(
                Answer.valueOf(words[1]), words[0].equals("held"), Integer.parseInt(words[2]));
        default -> throw new IllegalArgumentException(line);
      }
      System.out.println("over");
    }
  }

  /** Fails where this process is not what it was told to be. */
  private void expect() throws IOException, InterruptedException {
    Setting setting = Setting.ofThisProcess();
    setting.expectActive();
    int length = client.get(uri(Answer.TRACED));
    held(Answer.SMALL);
    setting.expectSeen(length == Answer.TRACED.length());
    setting.expectNoFault();
  }

  private void window(Answer answer, boolean held, int calls)
      throws IOException, InterruptedException {
    Spent before = Spent.before();
    for (int i = 0; i < calls; i++) {
      if (held) {
        held(answer);
      } else {
        free(answer);
      }
    }
    Spent.after().since(before, calls).forEach(System.out::println);
  }

  private void held(Answer answer) throws IOException, InterruptedException {
    lock.lock();
    try {
      free(answer);
    } finally {
      lock.unlock();
    }
  }

  private void free(Answer answer) throws IOException, InterruptedException {
    URI uri = uri(answer);
    int length = answer.isStreamed() ? client.stream(uri) : client.get(uri);
    if (length != answer.length()) {
      throw new IOException(length + " bytes came of " + answer);
    }
  }

  private URI uri(Answer answer) {
    return URI.create(base + answer.name().toLowerCase(Locale.ROOT));
  }
}
