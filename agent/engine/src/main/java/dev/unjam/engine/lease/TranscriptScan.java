package dev.unjam.engine.lease;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Looks for an entry however much was written behind it. */
final class TranscriptScan {
  private TranscriptScan() {}

  /**
   * Says whether a whole entry of this incident is behind this place, or anywhere in a file that is
   * shorter: it was made anew.
   */
  static boolean tells(Path transcript, long from, TranscriptForm form, String incident)
      throws IOException {
    if (!Files.isRegularFile(transcript)) {
      // To open a pipe would wait for whoever writes to it.
      return false;
    }
    try (FileChannel channel = FileChannel.open(transcript, StandardOpenOption.READ)) {
      channel.position(from > channel.size() ? 0 : from);
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.contains(incident)
            && JsonText.object(line).filter(o -> form.tells(o, incident)).isPresent()) {
          return true;
        }
      }
      return false;
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
