package jp.linkage.tax;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.stream.Stream;
import jp.linkage.testing.ArchitectureRules;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {
  @TestFactory
  Stream<DynamicTest> module_keepsTheArchitecture() {
    var rules = ArchitectureRules.of("jp.linkage.tax");
    var classes = rules.moduleClasses();
    return rules.rules().stream()
        .map(rule -> dynamicTest(rule.getDescription(), () -> rule.check(classes)));
  }
}
