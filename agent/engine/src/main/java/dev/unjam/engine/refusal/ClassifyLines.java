package dev.unjam.engine.refusal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The verb {@code classify}: a JSON line in for each exchange, a JSON line out for its class.
 *
 * <p>Lines may be old, so a wait that only follows from a point in time is given where the exchange
 * has a {@code date} header, and an estimate such as "~2 weeks" is not given at all.
 */
public final class ClassifyLines {
  private static final int DONE = 0;
  private static final int BAD_INPUT = 4;
  private static final JsonFactory FACTORY = new JsonFactory();

  private final Classifier classifier;

  /** Uses these rules. */
  public ClassifyLines(Classifier classifier) {
    this.classifier = classifier;
  }

  /** Uses the built-in rules. */
  public ClassifyLines() {
    this(Classifier.builtIn());
  }

  /**
   * Reads to the end of {@code in}, answering and flushing line by line; closes nothing.
   *
   * @return 0, or 4 where a line was no exchange or the input could not be read
   */
  public int run(Reader in, Writer out, PrintWriter err) {
    int status = DONE;
    int number = 0;
    try {
      BufferedReader lines = new BufferedReader(in);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank() && !answer(line, number, out, err)) {
          status = BAD_INPUT;
        }
      }
    } catch (IOException e) {
      complain(err, "line " + (number + 1) + ": cannot read or write: " + e.getMessage());
      status = BAD_INPUT;
    }
    return status;
  }

  private boolean answer(String line, int number, Writer out, PrintWriter err) throws IOException {
    try {
      ExchangeLine read = ExchangeLine.read(line);
      write(out, read.id(), classifier.find(read.exchange(), null));
      return true;
    } catch (NoExchangeException e) {
      complain(err, "line " + number + ": " + e.getMessage());
      write(out, e.id(), null);
      return false;
    }
  }

  private static void complain(PrintWriter err, String problem) {
    err.println("classify: " + problem);
    err.flush();
  }

  private static void write(Writer out, @Nullable String id, @Nullable Finding finding)
      throws IOException {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), line)) {
      json.writeStartObject();
      json.writeName("id");
      if (id == null) {
        json.writeNull();
      } else {
        json.writeRawValue(id);
      }
      json.writeStringProperty(
          "class", finding == null ? "none" : finding.refusal().refusalClass().label());
      json.writeName("retry_after_s");
      Wait wait = finding == null ? null : finding.time();
      if (wait == null || wait.about()) {
        json.writeNull();
      } else {
        json.writeNumber(seconds(Objects.requireNonNull(wait).time()));
      }
      json.writeEndObject();
    }
    out.write(line.append('\n').toString());
    out.flush();
  }

  private static BigDecimal seconds(Duration time) {
    BigDecimal exact = BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros();
    return exact.scale() < 0 ? exact.setScale(0) : exact;
  }
}
