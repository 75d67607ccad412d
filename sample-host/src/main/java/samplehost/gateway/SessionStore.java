package samplehost.gateway;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import samplehost.Json;

/** Knows which session a chat has at the moment, and keeps that in {@code sessions.json}. */
final class SessionStore {
  private final Path folder;
  private final Path file;
  private final Runtimes.Kind defaultRuntime;
  private final Map<String, Stored> sessions = new LinkedHashMap<>();

  /** One value of the file. */
  record Stored(String sessionId, String updatedAt, Runtimes.Kind runtime) {}

  SessionStore(Path folder, Runtimes.Kind defaultRuntime) throws IOException {
    this.folder = folder;
    this.file = folder.resolve("sessions.json");
    this.defaultRuntime = defaultRuntime;
    if (Files.exists(file)) {
      sessions.putAll(
          Json.MAPPER.readValue(
              file.toFile(), new TypeReference<LinkedHashMap<String, Stored>>() {}));
    }
  }

  synchronized Session open(String key) throws IOException {
    Stored stored = sessions.get(key);
    if (stored == null) {
      return store(key, newId(), defaultRuntime);
    }
    return new Session(key, stored.sessionId(), stored.runtime(), folder);
  }

  synchronized Session renew(Session session) throws IOException {
    return store(session.key(), newId(), session.runtime());
  }

  synchronized Session runtime(Session session, Runtimes.Kind runtime) throws IOException {
    return store(session.key(), session.id(), runtime);
  }

  synchronized int count() {
    return sessions.size();
  }

  private Session store(String key, String id, Runtimes.Kind runtime) throws IOException {
    sessions.put(key, new Stored(id, Instant.now().toString(), runtime));
    Path next = folder.resolve("sessions.json.next");
    Json.MAPPER.writerWithDefaultPrettyPrinter().writeValue(next.toFile(), sessions);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    return new Session(key, id, runtime, folder);
  }

  private static String newId() {
    return UUID.randomUUID().toString();
  }
}
