package jp.linkage.audit.append;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class CircuitTest {
  private final Circuit circuit = new Circuit();

  @Test
  void admit_beforeTheFirstCheck_refused() {
    assertTrue(circuit.admit().isEmpty());
    assertTrue(circuit.reason().isPresent());
  }

  @Test
  void admit_afterTheFirstCheck_everybody() {
    circuit.checkPassed();
    assertTrue(circuit.admit().isPresent());
    assertTrue(circuit.admit().isPresent());
    assertTrue(circuit.reason().isEmpty());
  }

  @Test
  void admit_afterAFailedAppend_nobodyUntilTheCheckThenOneThenEverybody() {
    circuit.checkPassed();
    circuit.failed(circuit.admit().orElseThrow(), "no acknowledgement");
    assertTrue(circuit.admit().isEmpty());
    assertEquals(Optional.of("no acknowledgement"), circuit.reason());
    circuit.checkPassed();
    Circuit.Ticket trial = circuit.admit().orElseThrow();
    assertTrue(circuit.admit().isEmpty());
    circuit.succeeded(trial);
    assertTrue(circuit.admit().isPresent());
    assertTrue(circuit.admit().isPresent());
  }

  @Test
  void failed_trial_opensAgain() {
    circuit.checkPassed();
    circuit.failed(circuit.admit().orElseThrow(), "first");
    circuit.checkPassed();
    circuit.failed(circuit.admit().orElseThrow(), "second");
    assertTrue(circuit.admit().isEmpty());
    assertEquals(Optional.of("second"), circuit.reason());
  }

  @Test
  void failed_admittedBeforeTheLastOpening_tellsNothingNew() {
    circuit.checkPassed();
    Circuit.Ticket slow = circuit.admit().orElseThrow();
    circuit.failed(circuit.admit().orElseThrow(), "first");
    circuit.checkPassed();
    circuit.succeeded(circuit.admit().orElseThrow());
    circuit.failed(slow, "late");
    assertTrue(circuit.admit().isPresent());
    assertTrue(circuit.reason().isEmpty());
  }

  @Test
  void checkFailed_closed_opensUntilACheckPasses() {
    circuit.checkPassed();
    circuit.checkFailed("another topic");
    assertTrue(circuit.admit().isEmpty());
    circuit.checkPassed();
    assertTrue(circuit.admit().isPresent());
    assertTrue(circuit.admit().isPresent());
  }
}
