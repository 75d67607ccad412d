package dev.unjam.clients;

import clienthost.Cell;
import clienthost.Library;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs the cells, those of a few clients at a time: see {@link Couple}. */
final class Matrix implements Closeable {
  private static final int AT_A_TIME = 2;
  private static final int CLIENTS_TOGETHER = 6;

  private final Path folder;
  private final Certificate certificate;
  private final List<Library> clients;
  private final ExecutorService starters = Executors.newFixedThreadPool(AT_A_TIME);
  private final Map<Library, CompletableFuture<Couple>> couples = new EnumMap<>(Library.class);

  private Matrix(Path folder, List<Library> clients) throws IOException {
    this.folder = folder;
    this.clients = clients;
    this.certificate = Certificate.make(folder);
  }

  /** Starts everything; nothing is waited for. */
  static Matrix start(Path folder, List<Library> clients) throws IOException {
    Matrix matrix = new Matrix(folder, clients);
    for (List<Library> together : together(clients)) {
      CompletableFuture<Couple> couple =
          CompletableFuture.supplyAsync(() -> matrix.tried(together), matrix.starters);
      together.forEach(client -> matrix.couples.put(client, couple));
    }
    return matrix;
  }

  /** Who shares a JVM: it is their start that takes most of the time. */
  private static List<List<Library>> together(List<Library> clients) {
    Map<String, List<Library>> open = new LinkedHashMap<>();
    List<List<Library>> all = new ArrayList<>();
    for (Library client : clients) {
      String alike = client.isBuiltUpon() + " " + client.schemes();
      List<Library> few = open.get(alike);
      if (few == null || (few.size() == CLIENTS_TOGETHER && !client.isBuiltUpon())) {
        few = new ArrayList<>();
        all.add(few);
        open.put(alike, few);
      }
      few.add(client);
    }
    return all;
  }

  private Couple tried(List<Library> together) {
    try {
      List<Cell> cells = together.stream().flatMap(c -> Cells.stuck(c).stream()).toList();
      Path at = folder.resolve(together.get(0).name());
      return Couple.tried(at, ClassPaths.newest(), certificate, cells);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  List<Library> clients() {
    return clients;
  }

  /** All hosts that there are with the agent, once their cells have ended. */
  List<Couple> couples() {
    return clients.stream().map(this::couple).distinct().toList();
  }

  /** The hosts of a client, once all of its cells have ended or their time is over. */
  Couple couple(Library client) {
    return Objects.requireNonNull(couples.get(client)).join();
  }

  @Override
  public void close() throws IOException {
    starters.shutdown();
    for (Couple couple : couples()) {
      couple.close();
    }
  }
}
