package jp.linkage.protocol;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import jp.linkage.protocol.keys.AuditKeyFile;
import jp.linkage.protocol.keys.GatewayKeyFile;
import org.junit.jupiter.api.Test;

/** What the protocol library may rest on. The separation of the shares: {@code SeparationTest}. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("jp.linkage.protocol");

  @Test
  void library_restsOnTheJdkAndFiveLibraries() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "jp.linkage.protocol..",
            "java..",
            "javax.crypto..",
            "org.bouncycastle..",
            "com.fasterxml.jackson..",
            "com.fasterxml.uuid..",
            "org.yaml.snakeyaml..",
            "org.jspecify.annotations..")
        .because("an outside auditor runs every check without Quarkus")
        .check(CLASSES);
  }

  @Test
  void bouncyCastle_isUsedInCryptoOnly() {
    onlyIn("org.bouncycastle..", "jp.linkage.protocol.crypto..");
  }

  @Test
  void yaml_isUsedInPermissionOnly() {
    onlyIn("org.yaml..", "jp.linkage.protocol.permission..");
  }

  private static void onlyIn(String library, String home) {
    noClasses()
        .that()
        .resideOutsideOfPackage(home)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .because("one package stands between the library and the rest")
        .check(CLASSES);
  }

  @Test
  void files_areReadInKeysOnly_andNothingElseLeavesTheProcess() {
    noClasses()
        .that()
        .resideOutsideOfPackage("jp.linkage.protocol.keys..")
        .should()
        .dependOnClassesThat(inputOrOutput())
        .because("the protocol is computation; services and their adapters do input and output")
        .check(CLASSES);
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net.http..", "java.sql..", "java.util.logging..")
        .because("a log line, a socket and a database are where a secret would leave")
        .check(CLASSES);
  }

  private static DescribedPredicate<JavaClass> inputOrOutput() {
    return new DescribedPredicate<>("files, sockets or channels") {
      @Override
      public boolean test(JavaClass type) {
        return type.getPackageName().startsWith("java.nio.file")
            || type.getPackageName().startsWith("java.nio.channels")
            || type.getName().startsWith("java.io.File")
            || type.getName().equals("java.io.RandomAccessFile")
            || type.getName().equals("java.net.Socket")
            || type.getName().equals("java.net.URL");
      }
    };
  }

  @Test
  void time_isAParameter() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(Instant.class, "now", Clock.class)
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .because("every check can be repeated later, at the time that it is about")
        .check(CLASSES);
  }

  // Protocol §5 rule 5
  @Test
  void keyFiles_ofGatewayAndAuditService_areNeverInOnePlace() {
    for (JavaClass type : CLASSES) {
      assertFalse(
          dependsOn(type, GatewayKeyFile.class) && dependsOn(type, AuditKeyFile.class),
          type.getName() + " could form k_X = g_X·a_X");
    }
  }

  private static boolean dependsOn(JavaClass type, Class<?> target) {
    return type.isEquivalentTo(target)
        || type.getDirectDependenciesFromSelf().stream()
            .anyMatch(dependency -> dependency.getTargetClass().isEquivalentTo(target));
  }

  @Test
  void packages_haveNoCycles() {
    slices().matching("jp.linkage.protocol.(*)..").should().beFreeOfCycles().check(CLASSES);
  }
}
