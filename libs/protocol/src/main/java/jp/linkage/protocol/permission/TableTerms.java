package jp.linkage.protocol.permission;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the ids of the table stand for, in Japanese; in the file's order.
 *
 * @param roles roles of those who ask and answer
 * @param relations relations of the person to the affair
 * @param information kinds of information
 * @param fields by kind of information: its fields
 */
public record TableTerms(
    Map<String, String> roles,
    Map<String, String> relations,
    Map<String, String> information,
    Map<String, Map<String, String>> fields) {
  /** Copies the maps. */
  public TableTerms {
    roles = Collections.unmodifiableMap(new LinkedHashMap<>(roles));
    relations = Collections.unmodifiableMap(new LinkedHashMap<>(relations));
    information = Collections.unmodifiableMap(new LinkedHashMap<>(information));
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }
}
