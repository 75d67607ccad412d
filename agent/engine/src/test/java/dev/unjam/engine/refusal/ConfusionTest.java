package dev.unjam.engine.refusal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfusionTest {
  @Test
  void theTableOfLabelsAgainstClassesIsWrittenForWhoeverTunesTheRules() throws IOException {
    StringBuilder out = new StringBuilder("# Refusals: labels against classes\n\n");
    for (String file : Sample.files()) {
      out.append(Score.of(Sample.all(file), Classifier.builtIn()).table(file));
    }
    Path target = Files.createDirectories(Path.of("target")).resolve("refusal-confusion.md");
    Files.writeString(target, out);
    assertTrue(Files.size(target) > 0);
  }

  @Test
  void theTableOfTheArchitecturesPageIsTheOneThatIsMeasured() throws IOException {
    String table = Score.of(Sample.all("visible.jsonl"), Classifier.builtIn()).rows();
    String page = Files.readString(Path.of("..", "README.md"));
    assertTrue(page.contains(table), "agent/README.md has to hold\n" + table);
  }
}
