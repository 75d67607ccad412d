package dev.unjam.engine.detect;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each with its innocent twin, which looks alike and may have a library in it. */
class ProgramFilesTest {
  private static final String MAIN = "com.acme.boot.app.Start";
  private static final String RAW = "com.acme.gateway.Raw$Session";
  private static final String START = "com/acme/boot/app/Start.class";
  private static final String OWN = "com/acme/gateway/Raw$Session.class";
  private static final String POM = "META-INF/maven/com.acme/gateway/pom.properties";

  @TempDir private Path dir;

  @Test
  void whatWasCompiledIntoTheMainClassesFolderIsTheProgramsOwn() throws IOException {
    Path classes = AJar.folder(dir.resolve("classes"), START, OWN, "org/wire/Http.class");
    assertTrue(files(MAIN, classes).has(RAW));
    assertTrue(files(MAIN, dir.resolve("none"), classes).has(RAW));
    assertFalse(files(MAIN, classes).has("com.acme.gateway.Gone"));
    assertFalse(files(MAIN, classes).has("org.wire.Http"), "of another organisation");
    assertFalse(
        files("com.other.Start", classes).has("com.other.Raw"), "the main class is not here");
    assertFalse(files(null, classes).has(RAW));
  }

  @Test
  void whatLiesInAnotherEntryIsNot() throws IOException {
    Path classes = AJar.folder(dir.resolve("classes"), START);
    Path library = AJar.folder(dir.resolve("library"), OWN);
    Path jar = AJar.write(dir.resolve("library.jar"), Map.of(), OWN);
    assertFalse(files(MAIN, classes, library, jar).has(RAW));
  }

  @Test
  void aFolderIntoWhichJarsWereUnpackedIsNot() throws IOException {
    Path all = AJar.unpacked(dir.resolve("all"), Map.of(), START, OWN);
    assertFalse(files(MAIN, all).has(RAW));
  }

  @Test
  void aJarOfTheProgramAloneIs() throws IOException {
    Path jar =
        AJar.write(
            dir.resolve("gateway.jar"),
            Map.of(),
            START,
            OWN,
            POM,
            "META-INF/versions/21/com/acme/gateway/New.class",
            "META-INF/versions/9/module-info.class");
    assertTrue(files(MAIN, jar).has(RAW));
    assertFalse(files(MAIN, jar).has("com.acme.gateway.Gone"));
  }

  @Test
  void aJarWithLibrariesInItIsNot() throws IOException {
    Path fat = AJar.write(dir.resolve("fat.jar"), Map.of(), START, OWN, "org/wire/Http.class");
    assertFalse(files(MAIN, fat).has(RAW));
    Path versions = dir.resolve("versions.jar");
    AJar.write(versions, Map.of(), START, OWN, "META-INF/versions/21/org/wire/Http.class");
    assertFalse(files(MAIN, versions).has(RAW));
    String other = "META-INF/maven/com.acme/http-client/pom.properties";
    Path shaded = AJar.write(dir.resolve("shaded.jar"), Map.of(), START, OWN, POM, other);
    assertFalse(files(MAIN, shaded).has(RAW), "two of one organisation");
  }

  @Test
  void whatSpringBootPackedAsTheProgramIs() throws IOException {
    String[] names = {
      "org/springframework/boot/loader/Launcher.class",
      "BOOT-INF/classes/" + START,
      "BOOT-INF/classes/" + OWN,
      "BOOT-INF/lib/http-client.jar",
    };
    assertTrue(files(MAIN, AJar.write(dir.resolve("app.jar"), Map.of(), names)).has(RAW));
    assertTrue(files(MAIN, AJar.unpacked(dir.resolve("app"), Map.of(), names)).has(RAW));
    Path mixed = dir.resolve("mixed.jar");
    AJar.write(mixed, Map.of(), names[1], names[2], "BOOT-INF/classes/org/wire/Http.class");
    assertFalse(files(MAIN, mixed).has(RAW));
  }

  @Test
  void anOrganisationThatManyShareTellsNothing() throws IOException {
    Path jar =
        AJar.write(
            dir.resolve("a.jar"), Map.of(), "org/apache/gw/Start.class", "org/apache/h/C.class");
    assertFalse(files("org.apache.gw.Start", jar).has("org.apache.h.C"));
    Path short1 = AJar.folder(dir.resolve("s"), "gw/Start.class", "gw/C.class");
    assertFalse(files("gw.Start", short1).has("gw.C"), "the main package tells that");
  }

  @Test
  void whatCannotBeReadIsNobodys() throws IOException {
    Path broken = AJar.folder(dir, "broken.jar").resolve("broken.jar");
    assertFalse(files(MAIN, broken).has(RAW));
    assertFalse(ProgramFiles.of(MAIN, "").has(RAW));
    assertFalse(ProgramFiles.of(MAIN, "a\0b").has(RAW));
  }

  private static ProgramFiles files(@Nullable String main, Path... entries) {
    return ProgramFiles.of(
        main,
        Stream.of(entries).map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
  }
}
