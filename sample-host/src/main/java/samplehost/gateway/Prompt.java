package samplehost.gateway;

import java.util.List;

/**
 * A user's text, with what its words that begin with a plus ask of the way it is sent.
 *
 * @param stream {@code +stream}: the answer is streamed
 * @param async {@code +async}: {@code sendAsync(..).join()} in place of {@code send}
 * @param lines {@code +lines}: a stream is read as lines in place of bytes
 */
record Prompt(String text, boolean stream, boolean async, boolean lines) {
  static Prompt of(String text) {
    List<String> words = List.of(text.split("\\s+", -1));
    return new Prompt(
        text, words.contains("+stream"), words.contains("+async"), words.contains("+lines"));
  }
}
