package dev.unjam.benchmarks;

import dev.unjam.benchmarks.pipes.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * One way to use a child's pipes that is measured.
 *
 * @param held whether whoever starts the child holds a lock meanwhile
 */
record PipeRow(Shape shape, boolean held) {
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

  String label() {
    return shape.label() + (held ? ", under a lock" : ", no lock");
  }

  /** The question to a {@link dev.unjam.benchmarks.pipes.Host}. */
  Object[] question() {
    return new Object[] {held ? "held" : "free", shape, shape.megabytes()};
  }
}
