package jp.linkage.protocol.conversion;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

/** docs/spec/protocol.md §5, rule 5: no code path forms k_X = g_X·a_X. */
class SeparationTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("jp.linkage.protocol");

  @Test
  void classes_touchingTheGatewaysKeys_neverTouchTheAuditServices() {
    for (JavaClass type : CLASSES) {
      boolean broker =
          dependsOn(type, BrokerShare.class) || dependsOn(type, BrokerDecryptionShare.class);
      boolean audit =
          dependsOn(type, AuditShare.class) || dependsOn(type, AuditDecryptionShare.class);
      assertTrue(!(broker && audit), type.getName() + " touches both halves of the keys");
    }
  }

  @Test
  void scalars_ofKeys_areReadInsideThePackageOnly() {
    ArchRuleDefinition.methods()
        .that()
        .areDeclaredInClassesThat()
        .resideInAPackage("jp.linkage.protocol.conversion")
        .and()
        .haveRawReturnType("jp.linkage.protocol.crypto.Scalar")
        .and()
        .areDeclaredInClassesThat()
        .doNotHaveSimpleName("KeyPair")
        .should()
        .notBePublic()
        .because("a key leaves its holder as SecretBytes for the key file only")
        .check(CLASSES);
    assertTrue(!CLASSES.get(KeyPair.class).getModifiers().contains(JavaModifier.PUBLIC));
  }

  private static boolean dependsOn(JavaClass type, Class<?> target) {
    return type.isEquivalentTo(target)
        || type.getDirectDependenciesFromSelf().stream()
            .anyMatch(dependency -> dependency.getTargetClass().isEquivalentTo(target));
  }
}
