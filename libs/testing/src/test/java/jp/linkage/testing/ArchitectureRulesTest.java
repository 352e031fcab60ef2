package jp.linkage.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Example modules stand beside this test: one keeps every rule, the others break one rule each. */
class ArchitectureRulesTest {
  @Test
  void exampleModule_keepingTheRules_passes() {
    assertEquals(List.of(), reasonsOfBrokenRules("jp.linkage.kept"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          storage    | 2 | only a Row (entity) and its Rows (repository) know how facts are stored
          storage    | 2 | neither a Row nor its Rows leave their package, so that a table can change alone
          stream     | 1 | a port has one adapter that knows Kafka, and its name says so
          call       | 1 | a port has one adapter that calls over HTTP, and its name says so
          secret     | 1 | one package, small enough to review, holds every cryptographic primitive
          field      | 1 | a constructor tells what a class needs, and a test can call it
          circle     | 1 | a feature that two others need in a circle belongs to neither
          neighbour  | 1 | protocol <- service-kit <- service, and services never depend on each other
          """)
  void exampleModule_breakingARule_failsWithItsReason(String module, int broken, String reason) {
    List<String> reasons = reasonsOfBrokenRules("jp.linkage.broken." + module);
    assertEquals(broken, reasons.size(), reasons::toString);
    assertEquals(1, reasons.stream().filter(found -> found.endsWith("because " + reason)).count());
  }

  @Test
  void classesOfAModule_areItsOwnWithoutTests() {
    JavaClasses classes = ArchitectureRules.of("jp.linkage.testing").moduleClasses();
    assertFalse(classes.isEmpty());
    assertFalse(classes.contain(ArchitectureRulesTest.class));
  }

  private static List<String> reasonsOfBrokenRules(String module) {
    // The examples are test classes, which ArchitectureRules.moduleClasses() leaves out.
    JavaClasses examples = new ClassFileImporter().importPackages(module);
    assertFalse(examples.isEmpty());
    return ArchitectureRules.of(module).rules().stream()
        .filter(rule -> rule.evaluate(examples).hasViolation())
        .map(rule -> rule.getDescription())
        .toList();
  }
}
