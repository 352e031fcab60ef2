package jp.linkage.audit;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import java.util.stream.Stream;
import jp.linkage.audit.append.AcknowledgedRecord;
import jp.linkage.audit.append.LogKafka;
import jp.linkage.audit.view.RecordView;
import jp.linkage.audit.view.Viewed;
import jp.linkage.protocol.conversion.AuditConversion;
import jp.linkage.protocol.conversion.AuditShare;
import jp.linkage.protocol.conversion.Audited;
import jp.linkage.testing.ArchitectureRules;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {
  private static final ArchitectureRules RULES = ArchitectureRules.of("jp.linkage.audit");
  private static final JavaClasses CLASSES = RULES.moduleClasses();
  private static final String LEND_SHARE = "jp.linkage.audit.conversion.LendShare";

  @TestFactory
  Stream<DynamicTest> module_keepsTheArchitecture() {
    return RULES.rules().stream()
        .map(rule -> dynamicTest(rule.getDescription(), () -> rule.check(CLASSES)));
  }

  @Test
  void acknowledgedRecord_madeByTheAppendOnly() {
    constructors()
        .that()
        .areDeclaredIn(AcknowledgedRecord.class)
        .should()
        .onlyBeCalled()
        .byClassesThat()
        .areAssignableTo(LogKafka.class)
        .because("an acknowledged record proves that it is in the log (protocol §5 rule 1)")
        .check(CLASSES);
  }

  @Test
  void share_lentInOnePlaceOnly() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(LEND_SHARE)
        .should()
        .callMethod(AuditConversion.class, "lend", Audited.class, AuditShare.class)
        .because("no log, no exchange: the one place that lends is easy to read")
        .check(CLASSES);
  }

  @Test
  void share_lentForAnAcknowledgedRecordOnly() {
    methods()
        .that()
        .areDeclaredIn(LEND_SHARE)
        .and()
        .areNotPrivate()
        .should(have(describe("an acknowledged record as parameter", ArchitectureTest::takesOne)))
        .because("no log, no exchange (protocol §5 rule 1)")
        .check(CLASSES);
  }

  @Test
  void viewed_madeByItsRecordingOnly() {
    constructors()
        .that()
        .areDeclaredIn(Viewed.class)
        .should()
        .onlyBeCalled()
        .byClassesThat()
        .areAssignableTo(RecordView.class)
        .because("a look that somebody else makes is not in the log")
        .check(CLASSES);
  }

  @Test
  void auditors_areShownWhatTheirRecordedLookMaySeeOnly() {
    methods()
        .that()
        .areDeclaredInClassesThat()
        .resideInAnyPackage(
            "..audit.query..",
            "..audit.access..",
            "..audit.trail..",
            "..audit.evidence..",
            // not its packages below, which look for flags
            "..audit.flag")
        .and()
        .areDeclaredInClassesThat()
        .haveSimpleNameEndingWith("Rows")
        .and()
        .areNotPrivate()
        .should(have(describe("a recorded look as parameter", ArchitectureTest::takesALook)))
        .because("no log, no look, and none beyond the auditor's scope")
        .check(CLASSES);
  }

  private static boolean takesALook(JavaMethod method) {
    return method.getRawParameterTypes().stream()
        .anyMatch(type -> type.isEquivalentTo(Viewed.class));
  }

  private static boolean takesOne(JavaMethod method) {
    return method.getRawParameterTypes().stream()
        .anyMatch(type -> type.isEquivalentTo(AcknowledgedRecord.class));
  }

  @Test
  void statements_inRowsOnly() {
    noClasses()
        .that()
        .haveNameNotMatching(".*(Rows|AdvisoryLock)(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.sql.PreparedStatement")
        .because("only Rows know the tables")
        .check(CLASSES);
  }
}
