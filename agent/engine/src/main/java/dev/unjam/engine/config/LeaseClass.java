package dev.unjam.engine.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A class of the user's whose acquire and release methods make a lease.
 *
 * @param name the NAME in {@code lease.NAME.type}, in lower case
 * @param type the fully qualified class or interface
 * @param acquire names of the methods that take the lease, at least one
 * @param release names of the methods that give it back, at least one
 * @param force the method that releases on the holder's behalf, or null: {@code release} is used
 * @param key what names the lease to a person: a method without parameters, or {@code argN}; null
 *     for the object's identity
 */
public record LeaseClass(
    String name,
    String type,
    List<String> acquire,
    List<String> release,
    @Nullable String force,
    @Nullable String key) {

  /** Copies the lists. */
  public LeaseClass {
    acquire = List.copyOf(acquire);
    release = List.copyOf(release);
  }
}
