package jp.linkage.local.verify;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class PlainJavaTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("jp.linkage.local.verify", "jp.linkage.local.witness");

  @Test
  void verifierAndWitness_restOnTheJdkAndTheProtocol() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "com.sun.net.httpserver..",
            "jp.linkage.protocol..",
            "jp.linkage.local.verify..",
            "jp.linkage.local.witness..",
            "jp.linkage.local.stack..",
            "org.jspecify.annotations..")
        .because("an outsider runs them without a service, a database or Quarkus")
        .check(CLASSES);
  }
}
