package dev.unjam.benchmarks.pipes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** How a host reads what its child says, up to the end. */
enum Reading {
  /** As {@code transferTo} and {@code readAllBytes} do. */
  BY_8_KIB,
  BY_64_KIB,
  /** {@code BufferedReader.readLine}, as clients of ACP and MCP do. */
  BY_LINE,
  /** The same, and each line read by Jackson into a tree. */
  BY_PARSING,
  /** A head byte by byte, then as much as it says, as clients of LSP do. */
  BY_LENGTH;

  /** Whether what comes is read a line at a time. */
  boolean isByLine() {
    return this == BY_LINE || this == BY_PARSING;
  }

  /** How many bytes or characters came, without the ends of lines. */
  long drain(InputStream in) throws IOException {
    return switch (this) {
      case BY_8_KIB -> drain(in, 8_192);
      case BY_64_KIB -> drain(in, 65_536);
      case BY_LINE -> lines(in);
      case BY_PARSING -> parsed(in);
      case BY_LENGTH -> lengths(in);
    };
  }

  private static long drain(InputStream in, int size) throws IOException {
    byte[] buffer = new byte[size];
    long all = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      all += n;
    }
    return all;
  }

  private static long lines(InputStream in) throws IOException {
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    long all = 0;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      all += line.length();
    }
    return all;
  }

  private static long parsed(InputStream in) throws IOException {
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    long all = 0;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      all += line.length();
      if (!Json.isMessage(line)) {
        throw new IOException("no message: " + line);
      }
    }
    return all;
  }

  private static long lengths(InputStream in) throws IOException {
    long all = 0;
    for (int length = head(in); length >= 0; length = head(in)) {
      all += in.readNBytes(length).length;
    }
    return all;
  }

  /** The number in a head of one line and an empty one, or -1 at the end. */
  private static int head(InputStream in) throws IOException {
    int length = 0;
    int ends = 0;
    while (ends < 2) {
      int b = in.read();
      if (b < 0) {
        return -1;
      }
      length = b >= '0' && b <= '9' ? length * 10 + b - '0' : length;
      ends += b == '\n' ? 1 : 0;
    }
    return length;
  }
}
