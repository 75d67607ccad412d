package dev.unjam.clients;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import clienthost.Library;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatrixPageTest {
  private static MatrixPage page(String name) {
    return new MatrixPage(name, "", Library::label);
  }

  @Test
  void aPageThatHasLostItsTableIsNotPassedOver() {
    for (String name : List.of("matrix 17", "matrix 25", "versions")) {
      assertThrows(AssertionError.class, () -> page(name).isOn("# Clients\n"));
      assertTrue(page(name).isOn("<!-- " + name + ": begin -->\n<!-- " + name + ": end -->\n"));
    }
  }

  @Test
  void aJdkThatIsNotClaimedHasNone() {
    assertFalse(page("matrix 21").isOn("# Clients\n"));
  }
}
