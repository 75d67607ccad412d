package dev.unjam.agent.inside;

import dev.unjam.engine.config.BadOptionException;
import dev.unjam.engine.config.Options;
import dev.unjam.engine.config.TemplateFile;
import dev.unjam.engine.lease.BadTemplateException;
import dev.unjam.engine.lease.TranscriptForm;
import dev.unjam.engine.lease.TranscriptTemplate;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Finds the form of the transcripts' entries; before {@code main}, as a bad one is an error. */
final class UserForm {
  /** More than any template may be, in any encoding. */
  private static final int MOST_BYTES = 1 << 20;

  private UserForm() {}

  static TranscriptForm of(Options options) throws BadOptionException {
    TemplateFile file = options.template();
    if (file != null) {
      return template(file);
    }
    return switch (options.transcript()) {
      case GENERIC -> TranscriptForm.GENERIC;
      case NONE -> TranscriptForm.NONE;
      case OPENCLAW, TEMPLATE -> TranscriptForm.OPENCLAW;
    };
  }

  private static TranscriptForm template(TemplateFile file) throws BadOptionException {
    try (InputStream in = new FileInputStream(file.path())) {
      String text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
      return TranscriptTemplate.of(text);
    } catch (BadTemplateException e) {
      throw file.bad(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw file.bad("cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }
}
