package jp.linkage.audit.query;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import jp.linkage.protocol.json.InvalidMessage;

/** The parameters of a request's address, strictly. */
public final class QueryParameters {
  private QueryParameters() {}

  /**
   * Parameters by their names.
   *
   * @throws InvalidMessage if one is unknown, or given twice
   */
  @SafeVarargs
  public static Map<String, String> read(
      MultivaluedMap<String, String> given, Set<String>... known) {
    Set<String> names = new TreeSet<>();
    for (Set<String> part : known) {
      names.addAll(part);
    }
    if (!names.containsAll(given.keySet())) {
      throw new InvalidMessage("query", "only the parameters " + String.join(", ", names));
    }
    Map<String, String> read = new TreeMap<>();
    given.forEach((name, values) -> {
      if (values.size() != 1) {
        throw new InvalidMessage("query." + name, "one value");
      }
      read.put(name, values.getFirst());
    });
    return read;
  }

  /** Reads one of them, if it is given, and tells of a refusal where it stands. */
  public static <T> Optional<T> value(
      Map<String, String> parameters, String name, Function<String, T> reader) {
    try {
      return Optional.ofNullable(parameters.get(name)).map(reader);
    } catch (InvalidMessage e) {
      throw new InvalidMessage("$." + name, e.expected());
    }
  }

  /** Reads a part of the parameters, and tells of a refusal where in the address it stands. */
  public static <T> T part(
      Map<String, String> parameters, Set<String> names, Function<Map<String, String>, T> reader) {
    Map<String, String> part = new TreeMap<>(parameters);
    part.keySet().retainAll(names);
    try {
      return reader.apply(part);
    } catch (InvalidMessage e) {
      throw e.under("query");
    }
  }
}
