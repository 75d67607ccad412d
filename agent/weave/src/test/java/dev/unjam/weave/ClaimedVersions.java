package dev.unjam.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds on the jars of the oldest and of the newest version claimed of any library. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ClaimedVersions {
  private final Path folder;
  private final List<String> packages;
  private final String used;
  private final WeaveModule module;
  private final Set<String> notInAll;

  /**
   * The versions of one library.
   *
   * @param name the folder of its versions below {@code target}
   * @param packages what begins so is the version's own, where it has it
   * @param used whose members woven code uses
   * @param notInAll the targets that not every version has
   */
  ClaimedVersions(
      String name, List<String> packages, String used, WeaveModule module, String... notInAll) {
    this.folder = Path.of("target", name);
    this.packages = packages;
    this.used = used;
    this.module = module;
    this.notInAll = Set.of(notInAll);
  }

  final Stream<String> versions() throws IOException {
    try (Stream<Path> folders = Files.list(folder)) {
      return folders.map(f -> f.getFileName().toString()).sorted().toList().stream();
    }
  }

  final WovenJars jars(String version) throws IOException {
    return new WovenJars(folder.resolve(version), packages, module);
  }

  private Map<String, String[]> targets(WovenJars jars) {
    Map<String, String[]> there = new HashMap<>(module.targets());
    there.keySet().removeIf(t -> notInAll.contains(t) && jars.findResource(t + ".class") == null);
    return there;
  }

  @ParameterizedTest
  @MethodSource("versions")
  final void eachTargetIsWovenInAllItsMethodsAndCanBeLinked(String version) throws Exception {
    try (WovenJars jars = jars(version)) {
      for (Map.Entry<String, String[]> target : targets(jars).entrySet()) {
        byte[] woven = jars.woven(target.getKey());
        assertEquals(
            Set.of(target.getValue()), TargetsTest.callersOfTheBridge(woven), target.getKey());
        // Initialized, hence verified: what we put in fits what is around it.
        Class<?> linked = Class.forName(target.getKey().replace('/', '.'), true, jars);
        assertEquals(jars, linked.getClassLoader());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  final void everyMemberOfTheLibraryThatWovenCodeUsesIsThere(String version) throws Exception {
    try (WovenJars jars = jars(version)) {
      Set<String> added = new HashSet<>();
      for (String target : targets(jars).keySet()) {
        Set<Member> members = Member.usedIn(jars.woven(target));
        members.removeAll(Member.usedIn(jars.classFile(target)));
        for (Member member : members) {
          assertTrue(!member.isOf(used) || member.isThere(jars), member::toString);
          added.add(member.owner());
        }
      }
      assertTrue(added.stream().anyMatch(owner -> owner.startsWith(used)), "none at all");
    }
  }
}
