package jp.linkage.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import jp.linkage.testing.ArchitectureRules;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {
  private static final ArchRule OTHER_KEYS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              ".*\\.(AuditKeyFile|AgencyKeyFile|AgencyKeys|AuditShare|AuditDecryptionShare"
                  + "|AgencyDecryptionKey|HpkePrivateKey|SubjectId|SubjectToken)(\\$.*)?")
          .because("a process can read only its own keys (protocol §5.5), and k_X is never formed");

  private static final ArchRule NO_PERSONS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              ".*\\.(PersonToken|PersonTokenVault|MyNumber|PersonRows?|Persons|AddresseeNumber"
                  + "|OpenConversion|AuditConversion|BlindToken)(\\$.*)?")
          .because("the gateway never learns a token, a person or a number (protocol §1)");

  private static final ArchRule NO_CONTENT =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching(".*\\.(Hpke|QueryPayload|AnswerPayload|LogExtract)(\\$.*)?")
          .because("the gateway carries sealed content that it cannot open (protocol §1)");

  private static final ArchRule ONE_READER_OF_THE_KEYS =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("jp.linkage.gateway.config.GatewayKeys")
          .should()
          .dependOnClassesThat()
          .haveSimpleName("GatewayKeyFile")
          .because("one class reads the key file, so that one class has to be reviewed for it");

  @TestFactory
  Stream<DynamicTest> module_keepsTheArchitecture() {
    var rules = ArchitectureRules.of("jp.linkage.gateway");
    var classes = rules.moduleClasses();
    return Stream.concat(
            rules.rules().stream(),
            List.of(OTHER_KEYS, NO_PERSONS, NO_CONTENT, ONE_READER_OF_THE_KEYS).stream())
        .map(rule -> dynamicTest(rule.getDescription(), () -> rule.check(classes)));
  }
}
