package dev.unjam.bridge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the bootstrap loader can link, and what may be touched before {@code main}. */
class BridgeArchitectureTest {
  private static final JavaClasses BRIDGE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.unjam.bridge");

  @Test
  void theBridgeKnowsTheJdkAlone() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "dev.unjam.bridge", "org.jspecify.annotations")
        .check(BRIDGE);
  }

  @Test
  void theBridgeTakesNoLockThatItFollows() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.concurrent.locks..")
        .because("a bridge that takes an instrumented lock overflows the stack")
        .check(BRIDGE);
  }

  @Test
  void theBridgeTouchesNothingThatAHostMustSetUpFirst() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.util.logging..", "java.lang.management..", "javax.management..", "jdk.jfr..")
        .because("it runs before the host's main")
        .check(BRIDGE);
  }

  @Test
  void nothingIsPrinted() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(BRIDGE);
  }
}
