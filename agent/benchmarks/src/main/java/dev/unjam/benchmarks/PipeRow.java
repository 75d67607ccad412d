package dev.unjam.benchmarks;

import dev.unjam.benchmarks.pipes.Shape;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One way to use a child's pipes that is measured.
 *
 * @param held whether whoever starts the child holds a lock meanwhile
 */
record PipeRow(Shape shape, boolean held) {
  private static final Set<Shape> BRIEF =
      EnumSet.of(
          Shape.OUT_64,
          Shape.OUT_SMALL,
          Shape.OUT_LARGE,
          Shape.OUT_LARGE_PARSED,
          Shape.OUT_LENGTH,
          Shape.ERR,
          Shape.IN_64,
          Shape.IN_SMALL,
          Shape.IN_LARGE,
          Shape.IN_LENGTH,
          Shape.BOTH_LARGE,
          Shape.REQUESTS_256_PARSED);

  /** All there are; those without a lock only if they are wanted as well. */
  static List<PipeRow> all(boolean free) {
    List<PipeRow> rows = new ArrayList<>();
    for (Shape shape : Shape.values()) {
      rows.add(new PipeRow(shape, true));
      if (free) {
        rows.add(new PipeRow(shape, false));
      }
    }
    return rows;
  }

  /** Of each direction and kind of content one. */
  static List<PipeRow> brief() {
    return all(false).stream().filter(row -> BRIEF.contains(row.shape)).toList();
  }

  String label() {
    return shape.label() + (held ? ", under a lock" : ", no lock");
  }

  /** The question to a {@link dev.unjam.benchmarks.pipes.Host} that speaks for the first time. */
  Object[] first() {
    return new Object[] {word(), shape.megabytes()};
  }

  /** The question for a short window. */
  Object[] window() {
    return new Object[] {word(), shape.window()};
  }

  private String word() {
    return held ? "held" : "free";
  }
}
