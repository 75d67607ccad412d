package dev.unjam.weave;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WeaveArchitectureTest {
  private static final String ADVICE = ".*Advice";
  private static final List<String> THERE =
      List.of(
          "java..",
          "dev.unjam.bridge",
          "org.jspecify.annotations",
          "okhttp3..",
          "okio..",
          "io.netty..",
          "org.apache.hc..",
          "org.apache.http..",
          "org.eclipse.jetty..",
          "io.grpc..",
          "reactor.core..",
          "software.amazon.awssdk..");
  private static final JavaClasses WEAVE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.unjam.weave");

  /** What is there where woven code is, and these. */
  private static String[] with(String... others) {
    return Stream.concat(THERE.stream(), Stream.of(others)).toArray(String[]::new);
  }

  @Test
  void adviceNamesJdkTypesAndTheBridgeAlone() {
    classes()
        .that()
        .haveNameMatching(ADVICE)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                    with(
                        "net.bytebuddy.asm",
                        // of the annotations' own members
                        "net.bytebuddy.implementation.bytecode.assign"))
                .or(type(MethodName.class))) // an annotation: read here, linked nowhere
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
        .resideInAnyPackage(with("dev.unjam.weave..", "dev.unjam.engine.remedy", "net.bytebuddy.."))
        .check(WEAVE);
  }

  @Test
  void nothingIsPrinted() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(WEAVE);
  }
}
