package dev.unjam.weave;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class WeaveArchitectureTest {
  private static final String ADVICE = ".*Advice";
  private static final JavaClasses WEAVE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.unjam.weave");

  @Test
  void adviceNamesJdkTypesAndTheBridgeAlone() {
    classes()
        .that()
        .haveNameMatching(ADVICE)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "dev.unjam.bridge",
            "okhttp3..",
            "okio..",
            "io.netty..",
            "org.apache.hc..",
            "org.apache.http..",
            "org.eclipse.jetty..",
            "io.grpc..",
            "reactor.core..",
            "net.bytebuddy.asm",
            "net.bytebuddy.implementation.bytecode.assign", // of the annotations' own members
            "org.jspecify.annotations")
        .because("it is inlined into classes of the host that can link to nothing else")
        .check(WEAVE);
  }

  @Test
  void adviceCallsNothingOfItsOwnClass() {
    noClasses()
        .that()
        .haveNameMatching(ADVICE)
        .should()
        .callMethodWhere(With.owner(nameMatching(ADVICE)))
        .because("its methods are inlined, its class is not there")
        .check(WEAVE);
  }

  @Test
  void adviceIsPublicAndHasNoState() {
    classes().that().haveNameMatching(ADVICE).should().bePublic().check(WEAVE);
    noFields().should().beDeclaredInClassesThat().haveNameMatching(ADVICE).check(WEAVE);
  }

  @Test
  void noLibrarysPackageKnowsAnothers() {
    slices()
        .matching("dev.unjam.weave.(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(
            alwaysTrue(), resideInAPackage("dev.unjam.weave.streams")) // what several have alike
        .check(WEAVE);
  }

  @Test
  void ofTheEngineOnlyThePortsOfTheRemediesAreKnown() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "dev.unjam.bridge",
            "okhttp3..",
            "okio..",
            "io.netty..",
            "org.apache.hc..",
            "org.apache.http..",
            "org.eclipse.jetty..",
            "io.grpc..",
            "reactor.core..",
            "dev.unjam.weave..",
            "dev.unjam.engine.remedy",
            "net.bytebuddy..",
            "org.jspecify.annotations")
        .check(WEAVE);
  }

  @Test
  void nothingIsPrinted() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(WEAVE);
  }
}
