package samplehost.child;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import samplehost.Json;

/** Plays what a prompt's directive says; what takes long runs beside the others. */
final class Prompts {
  private static final String LOG_LINE = "DEBUG service=bus type=message.part.updated publishing ";

  private final Frames frames;
  private final List<Prompt> cancellable = new CopyOnWriteArrayList<>();

  Prompts(Frames frames) {
    this.frames = frames;
  }

  void take(Prompt prompt) {
    switch (prompt.directive().name()) {
      case "silent" -> keep(prompt);
      case "quota-on-stderr", "retry", "end-turn", "error-frame" -> refused(prompt);
      case "half-line" -> frames.half(prompt.session());
      case "exit" -> System.exit(prompt.directive().count("status", 1));
      case "grandchild" -> beside(prompt, this::grandchild);
      case "tool" -> beside(prompt, this::tool);
      case "slow" -> beside(prompt, this::slow);
      case "flood-stderr" -> beside(prompt, this::flood);
      case "flood-on" -> beside(prompt, Prompts::floodOn);
      case "retry-on" -> beside(prompt, Prompts::retryOn);
      case "hearsay" -> beside(prompt, this::hearsay);
      default -> answer(prompt);
    }
  }

  private void refused(Prompt prompt) {
    switch (prompt.directive().name()) {
      case "retry" -> System.err.println(RefusalLines.retry(prompt.directive()));
      case "error-frame" -> errorFrame(prompt);
      default -> System.err.println(RefusalLines.quota(prompt.directive()));
    }
    if (prompt.directive().name().equals("end-turn")) {
      stop(prompt, "end_turn");
    } else {
      keep(prompt);
    }
  }

  /** Ends the session's turns that said {@code cancel=yes}; the others are deaf to it. */
  void cancel(String session) {
    List<Prompt> stopped =
        cancellable.stream().filter(prompt -> prompt.session().equals(session)).toList();
    cancellable.removeAll(stopped);
    stopped.forEach(prompt -> stop(prompt, "cancelled"));
  }

  private void keep(Prompt prompt) {
    if (prompt.directive().says("cancel")) {
      cancellable.add(prompt);
    }
  }

  private void answer(Prompt prompt) {
    frames.chunk(prompt.session(), "echo: ");
    frames.chunk(prompt.session(), prompt.text());
    stop(prompt, "end_turn");
  }

  private void stop(Prompt prompt, String reason) {
    frames.result(prompt.id(), Json.MAPPER.createObjectNode().put("stopReason", reason));
  }

  private void errorFrame(Prompt prompt) {
    switch (prompt.directive().word("own-id")) {
      case "null-id" -> frames.error(Json.MAPPER.nullNode(), -32603, RefusalLines.QUOTA);
      case "notification" -> frames.errorNotification(prompt.session(), RefusalLines.QUOTA);
      case "update" -> frames.errorUpdate(prompt.session(), RefusalLines.QUOTA);
      default -> frames.error(prompt.id(), -32603, RefusalLines.QUOTA);
    }
  }

  /**
   * The retries are a grandchild's, which has the pipes as well; after {@code exit} it is alone,
   * before anybody can have seen the two together.
   */
  private void grandchild(Prompt prompt) throws Exception {
    boolean alone = prompt.directive().word("stay").equals("exit");
    Grandchild.withThePipes(alone ? Grandchild.LONGEST_SECONDS - 1 : Grandchild.LONGEST_SECONDS);
    System.err.println(RefusalLines.retry(prompt.directive()));
    if (alone) {
      Runtime.getRuntime().halt(1);
    }
  }

  /** Runs a tool that prints nothing, and answers when it has ended. */
  private void tool(Prompt prompt) throws Exception {
    Duration runs = prompt.directive().duration("for", Duration.ofSeconds(20));
    Grandchild.tool(prompt.directive().word("burn").equals("burn"), runs);
    answer(prompt);
  }

  /** Tells of others' refusals, and of one that it got over; then works in silence, and answers. */
  private void hearsay(Prompt prompt) throws Exception {
    frames.chunk(prompt.session(), RefusalLines.QUOTA + " ");
    frames.failedTool(prompt.session(), RefusalLines.QUOTA);
    RefusalLines.OF_OTHERS.forEach(System.err::println);
    Thread.sleep(prompt.directive().duration("for", Duration.ofSeconds(4)).toMillis());
    answer(prompt);
  }

  private void slow(Prompt prompt) throws Exception {
    int chunks = prompt.directive().count("chunks", 30);
    Duration every = prompt.directive().duration("every", Duration.ofSeconds(2));
    for (int i = 1; i <= chunks; i++) {
      Thread.sleep(every.toMillis());
      frames.chunk(prompt.session(), "chunk " + i + "; ");
    }
    stop(prompt, "end_turn");
  }

  /** Tries again and again, and says so each time. */
  private static void retryOn(Prompt prompt) throws InterruptedException {
    Duration every = prompt.directive().duration("every", Duration.ofSeconds(3));
    while (!Thread.currentThread().isInterrupted()) {
      System.err.println(RefusalLines.retry(prompt.directive()));
      Thread.sleep(every.toMillis());
    }
  }

  /** Tells of its quota once, and goes on at a rate that takes next to nothing of a processor. */
  private static void floodOn(Prompt prompt) throws InterruptedException {
    System.err.println(RefusalLines.retry(prompt.directive()));
    String lines = (LOG_LINE.repeat(20) + "\n").repeat(8);
    while (!Thread.currentThread().isInterrupted()) {
      System.err.print(lines);
      Thread.sleep(20);
    }
  }

  private void flood(Prompt prompt) {
    if (prompt.directive().says("quota")) {
      System.err.println(RefusalLines.quota(prompt.directive()));
    }
    String line = LOG_LINE.repeat(20);
    long bytes = prompt.directive().count("mb", 4) * 1024L * 1024;
    for (long written = 0; written < bytes; written += line.length() + 1) {
      System.err.println(line);
    }
    if (prompt.directive().word("answer").equals("silent")) {
      keep(prompt);
    } else {
      answer(prompt);
    }
  }

  /** What takes long. */
  private interface Part {
    void play(Prompt prompt) throws Exception;
  }

  private static void beside(Prompt prompt, Part part) {
    Thread thread =
        new Thread(
            () -> {
              try {
                part.play(prompt);
              } catch (Exception e) {
                throw new IllegalStateException("cannot play " + prompt.directive(), e);
              }
            },
            "prompt-" + prompt.id());
    thread.setDaemon(true);
    thread.start();
  }
}
