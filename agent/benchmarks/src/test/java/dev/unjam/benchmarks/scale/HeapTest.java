package dev.unjam.benchmarks.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class HeapTest {
  @Test
  void onlyTheAgentsClassesAreSummedArraysOfThemIncluded() {
    String histogram =
        """
         num     #instances         #bytes  class name (module)
        -------------------------------------------------------
           1:          2000         64000  [B (java.base@17.0.15)
           2:           100          7200  dev.unjam.bridge.ThreadRecord
           3:             1            80  [Ldev.unjam.bridge.ThreadRecord;
           4:             3            99  com.dev.unjam.Other
        Total          2104         71379
        """;
    assertEquals(7280, Heap.oursIn(histogram));
  }
}
