package clienthost;

import java.util.List;
import java.util.function.Supplier;

/**
 * What the line of a client says of it.
 *
 * @param label what it is called in a table
 * @param artifact the name of its jar without the version; empty for what the JDK brings
 * @param maker makes one
 * @param traits what is special about it
 */
public record Entry(String label, String artifact, Supplier<Client> maker, List<Trait> traits) {}
