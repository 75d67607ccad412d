package dev.unjam.engine;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arrows between the engine's packages. */
class EngineArchitectureTest {
  private static final String ENGINE = "dev.unjam.engine";
  private static final String BRIDGE = "dev.unjam.bridge";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ENGINE);

  /** Each package, whom of ours it may know, and which library. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "os,      -,                          com.sun.jna..",
        "report,  -,                          tools.jackson..",
        "config,  -,                          -",
        "refusal, -,                          tools.jackson..",
        "lease,   os report,                  tools.jackson..",
        "track,   bridge refusal,             -",
        "detect,  bridge track refusal,       -",
        "ladder,  -,                          -",
        "remedy,  bridge track lease os,      -",
      })
  void eachPackageKnowsOnlyWhatItIsAllowed(
      String name, @Nullable String ours, @Nullable String library) {
    Stream<String> known =
        ours == null ? Stream.empty() : Arrays.stream(ours.split(" ")).map(this::fullName);
    String[] allowed =
        Stream.concat(known, Stream.of("java..", "org.jspecify..", fullName(name), "" + library))
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage(fullName(name))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed)
        .check(CLASSES);
  }

  private String fullName(String name) {
    return name.equals("bridge") ? BRIDGE : ENGINE + "." + name;
  }

  @Test
  void everyPackageHasItsArrows() {
    Set<String> packages =
        CLASSES.stream()
            .map(c -> c.getPackageName())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> drawn =
        Stream.of(
                "os", "report", "config", "refusal", "lease", "track", "detect", "ladder", "remedy")
            .map(this::fullName)
            .collect(Collectors.toCollection(TreeSet::new));
    drawn.add(ENGINE);
    assertEquals(drawn, packages);
  }

  @Test
  void nobodyKnowsTheRootThatPutsThemTogether() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ENGINE)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ENGINE)
        .check(CLASSES);
  }

  @Test
  void theDetectorAndTheLadderKnowNoThreadAndNoInstrumentation() {
    noClasses()
        .that()
        .resideInAnyPackage(ENGINE + ".detect", ENGINE + ".ladder")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.lang\\.Thread.*|java\\.time\\.Clock|java\\.nio\\.file\\..*"
                + "|java\\.lang\\.instrument\\..*|java\\.util\\.concurrent\\..*")
        .because("they are pure functions of a snapshot")
        .check(CLASSES);
  }

  @Test
  void ofTheBridgeTheDetectorKnowsThePhaseOfACallAlone() {
    noClasses()
        .that()
        .resideInAPackage(ENGINE + ".detect")
        .should()
        .dependOnClassesThat(
            resideInAPackage(BRIDGE).and(not(nameStartingWith(BRIDGE + ".CallRecord$Phase"))))
        .check(CLASSES);
  }

  @Test
  void theEngineKnowsNoByteBuddyAndNobodyWhoUsesIt() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "net.bytebuddy..", "dev.unjam.weave..", "dev.unjam.agent..", "dev.unjam.tools..")
        .check(CLASSES);
  }

  @Test
  void noTwoPackagesKnowEachOther() {
    slices().matching(ENGINE + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void nothingIsPrinted() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
  }
}
