package jp.linkage.kit;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.stream.Stream;
import jp.linkage.testing.ArchitectureRules;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Checks the service kit, and the protocol from here: its own tests do without the test kit. */
class ArchitectureTest {
  @TestFactory
  Stream<DynamicTest> kit_keepsTheArchitecture() {
    return tests("jp.linkage.kit");
  }

  @TestFactory
  Stream<DynamicTest> protocol_keepsTheArchitecture() {
    return tests("jp.linkage.protocol");
  }

  private static Stream<DynamicTest> tests(String root) {
    var rules = ArchitectureRules.of(root);
    var classes = rules.moduleClasses();
    return rules.rules().stream()
        .map(rule -> dynamicTest(rule.getDescription(), () -> rule.check(classes)));
  }
}
