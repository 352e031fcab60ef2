package jp.linkage.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.beAnnotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;

/**
 * The architecture that every module of Linkage keeps, as rules that a test of the module checks,
 * one test per rule:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> module_keepsTheArchitecture() {
 *   var module = ArchitectureRules.of("jp.linkage.tax");
 *   return module.rules().stream()
 *       .map(rule -> dynamicTest(rule.getDescription(), () -> rule.check(module.moduleClasses())));
 * }
 * }</pre>
 */
public final class ArchitectureRules {
  private static final String LINKAGE = "jp.linkage..";
  private static final String PROTOCOL = "jp.linkage.protocol";
  private static final String KIT = "jp.linkage.kit";

  private static final String[] PERSISTENCE = {
    "jakarta.persistence..", "org.hibernate..", "io.quarkus.hibernate.."
  };
  private static final String[] HTTP_CLIENTS = {
    "java.net.http..",
    "jakarta.ws.rs.client..",
    "org.eclipse.microprofile.rest.client..",
    "io.quarkus.rest.client..",
    "io.vertx..client..",
    "org.apache.http..",
    "okhttp3.."
  };
  private static final List<String> INJECTING =
      List.of(
          "jakarta.inject.Inject",
          "jakarta.annotation.Resource",
          "jakarta.persistence.PersistenceContext",
          "org.eclipse.microprofile.config.inject.ConfigProperty",
          "org.eclipse.microprofile.rest.client.inject.RestClient");

  private final String root;

  private ArchitectureRules(String root) {
    this.root = root;
  }

  /**
   * The rules for one module.
   *
   * @param rootPackage the package that holds all of the module, for instance {@code
   *     jp.linkage.tax}
   */
  public static ArchitectureRules of(String rootPackage) {
    return new ArchitectureRules(rootPackage);
  }

  /** The classes of the module that are not tests. */
  public JavaClasses moduleClasses() {
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        // A module's fixtures are on the class path of another one's tests as a test-jar.
        .withImportOption(location -> !location.contains("-tests.jar"))
        .importPackages(root);
  }

  /** Every rule, each with its reason in its description. */
  public List<ArchRule> rules() {
    return Stream.of(
            layers(),
            features(),
            persistence(),
            rowsStayAtHome(),
            kafka(),
            httpClients(),
            bouncyCastle(),
            injection())
        // A young module has nothing yet that some rules speak of.
        .map(rule -> rule.allowEmptyShould(true))
        .toList();
  }

  private ArchRule layers() {
    var allowed =
        switch (root) {
          case PROTOCOL -> new String[] {within(PROTOCOL)};
          case KIT -> new String[] {within(KIT), within(PROTOCOL)};
          default -> new String[] {within(root), within(KIT), within(PROTOCOL)};
        };
    return noClasses()
        .should()
        .dependOnClassesThat(resideInAPackage(LINKAGE).and(not(resideInAnyPackage(allowed))))
        .because("protocol <- service-kit <- service, and services never depend on each other");
  }

  private ArchRule features() {
    return slices()
        .matching(root + ".(*)..")
        .should()
        .beFreeOfCycles()
        .because("a feature that two others need in a circle belongs to neither");
  }

  private static ArchRule persistence() {
    return noClasses()
        .that()
        .haveNameNotMatching(named("Rows?"))
        .should()
        .dependOnClassesThat(resideInAnyPackage(PERSISTENCE))
        .because("only a Row (entity) and its Rows (repository) know how facts are stored");
  }

  private static ArchRule rowsStayAtHome() {
    return classes()
        .that()
        .areAnnotatedWith("jakarta.persistence.Entity")
        .or()
        .areAnnotatedWith("jakarta.persistence.Embeddable")
        .or()
        .areAnnotatedWith("jakarta.persistence.MappedSuperclass")
        .or()
        .areAssignableTo("io.quarkus.hibernate.orm.panache.PanacheRepositoryBase")
        .should()
        .notBePublic()
        .because(
            "neither a Row nor its Rows leave their package, so that a table can change alone");
  }

  private static ArchRule kafka() {
    return noClasses()
        .that()
        .haveNameNotMatching(named("Kafka"))
        .should()
        .dependOnClassesThat(resideInAPackage("org.apache.kafka.."))
        .because("a port has one adapter that knows Kafka, and its name says so");
  }

  private static ArchRule httpClients() {
    return noClasses()
        .that()
        .haveNameNotMatching(named("Http"))
        .should()
        .dependOnClassesThat(resideInAnyPackage(HTTP_CLIENTS))
        .because("a port has one adapter that calls over HTTP, and its name says so");
  }

  private static ArchRule bouncyCastle() {
    return noClasses()
        .that()
        .resideOutsideOfPackage("jp.linkage.protocol.crypto..")
        .should()
        .dependOnClassesThat(resideInAPackage("org.bouncycastle.."))
        .because("one package, small enough to review, holds every cryptographic primitive");
  }

  private static ArchRule injection() {
    return noFields()
        .should(
            beAnnotatedWith(
                describe(
                    "an annotation that injects",
                    annotation -> INJECTING.contains(annotation.getRawType().getName()))))
        .because("a constructor tells what a class needs, and a test can call it");
  }

  private static String within(String root) {
    return root + "..";
  }

  // The class itself or whatever is nested in it.
  private static String named(String suffix) {
    return ".*" + suffix + "(\\$.*)?";
  }
}
