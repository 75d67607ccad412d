package dev.unjam.benchmarks.pipes;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** How a host writes to its child. */
enum Writing {
  BY_8_KIB,
  BY_64_KIB,
  /** A BufferedWriter that is flushed behind each line. */
  BY_LINE,
  /** The same, and each line made by Jackson of a tree. */
  BY_MAKING,
  /** {@code PrintStream.println}, which flushes by itself. */
  BY_PRINTING,
  /** Each head and its body in one array, and a flush. */
  BY_LENGTH;

  private static final char HEAD = 'C';

  /** Writes a block so often. */
  void send(byte[] block, OutputStream out, int times) throws IOException {
    switch (this) {
      case BY_8_KIB -> arrays(block, out, times, 8_192);
      case BY_64_KIB -> arrays(block, out, times, 65_536);
      case BY_LINE -> lines(block, out, times);
      case BY_MAKING -> made(block, out, times);
      case BY_PRINTING -> printed(block, out, times);
      case BY_LENGTH -> lengths(block, out, times);
    }
  }

  static void arrays(byte[] block, OutputStream out, int times, int size) throws IOException {
    for (int i = 0; i < times; i++) {
      for (int at = 0; at < block.length; at += size) {
        out.write(block, at, Math.min(size, block.length - at));
      }
    }
    out.flush();
  }

  private static void lines(byte[] block, OutputStream out, int times) throws IOException {
    List<String> lines = text(block).lines().toList();
    BufferedWriter writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    for (int i = 0; i < times; i++) {
      for (String line : lines) {
        writer.write(line);
        writer.write('\n');
        writer.flush();
      }
    }
  }

  private static void made(byte[] block, OutputStream out, int times) throws IOException {
    List<JsonNode> trees = new ArrayList<>();
    for (String line : text(block).lines().toList()) {
      trees.add(Json.tree(line));
    }
    BufferedWriter writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    for (int i = 0; i < times; i++) {
      for (JsonNode tree : trees) {
        writer.write(Json.text(tree));
        writer.write('\n');
        writer.flush();
      }
    }
  }

  private static void printed(byte[] block, OutputStream out, int times) throws IOException {
    List<String> lines = text(block).lines().toList();
    PrintStream printer = new PrintStream(out, true, StandardCharsets.UTF_8);
    for (int i = 0; i < times; i++) {
      lines.forEach(printer::println);
    }
    if (printer.checkError()) {
      throw new IOException("the child does not listen");
    }
  }

  private static void lengths(byte[] block, OutputStream out, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      int from = 0;
      for (int at = 1; at <= block.length; at++) {
        if (at == block.length || block[at] == HEAD) {
          out.write(block, from, at - from);
          out.flush();
          from = at;
        }
      }
    }
  }

  private static String text(byte[] block) {
    return new String(block, StandardCharsets.UTF_8);
  }
}
