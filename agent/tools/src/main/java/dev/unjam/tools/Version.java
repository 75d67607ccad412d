package dev.unjam.tools;

import java.io.File;
import java.io.IOException;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** Reads the version off the outer jar's manifest, as {@code Implementation-Version}. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() throws IOException {
    String jar = System.getProperty(AgentInside.JAR);
    String version = jar == null ? null : of(new File(jar));
    return new String[] {"unjam " + (version == null ? "(version not known)" : version)};
  }

  private static @Nullable String of(File jar) throws IOException {
    try (JarFile file = new JarFile(jar)) {
      Manifest manifest = file.getManifest();
      return manifest == null
          ? null
          : manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
    }
  }
}
