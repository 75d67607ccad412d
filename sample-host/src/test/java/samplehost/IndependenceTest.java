package samplehost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The host is a stranger's program: nothing in it was made to be helped. */
class IndependenceTest {
  private static final Path MAIN = Path.of("src", "main");

  @Test
  void theHostKnowsNothingOfWhoeverHelpsIt() throws IOException {
    try (Stream<Path> files = Files.walk(MAIN)) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      assertFalse(all.isEmpty());
      for (Path file : all) {
        String text = Files.readString(file).toLowerCase(Locale.ROOT);
        assertEquals(-1, text.indexOf("unjam"), file.toString());
      }
    }
  }
}
