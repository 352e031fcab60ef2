package jp.linkage.kit;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.stream.Stream;
import jp.linkage.testing.ArchitectureRules;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {
  @TestFactory
  Stream<DynamicTest> module_keepsTheArchitecture() {
    var module = ArchitectureRules.of("jp.linkage.kit");
    return module.rules().stream()
        .map(rule -> dynamicTest(rule.getDescription(), () -> rule.check(module.moduleClasses())));
  }
}
