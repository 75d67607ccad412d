package samplehost;

import com.fasterxml.jackson.databind.ObjectMapper;

/** The one JSON mapper that everything here shares. */
public final class Json {
  /** Safe for all threads. */
  public static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}
}
