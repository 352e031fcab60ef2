package jp.linkage.protocol.receipt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import jp.linkage.protocol.json.CanonicalJson;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.json.WireMessage;

/**
 * What an auditor asked for: which operation, and every parameter as it was understood.
 *
 * @param operation such as {@code search-entries}
 * @param parameters by their names; values without control characters
 */
public record ViewQuery(String operation, SortedMap<String, String> parameters)
    implements WireMessage {
  /** The most parameters. */
  public static final int MAX_PARAMETERS = 40;

  /**
   * The most bytes of the canonical form: the ids of 1,000 exchanges fit in, and all of it into a
   * leaf.
   */
  public static final int MAX_BYTES = 40 * 1024;

  private static final Pattern OPERATION = Pattern.compile("[a-z](?:[a-z-]{0,38}[a-z])?");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9]{0,39}");

  /** Checks the form. */
  public ViewQuery {
    requireOperation(operation);
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    parameters.forEach((name, value) -> {
      requireName(name);
      if (value.chars().anyMatch(Character::isISOControl)) {
        throw InvalidMessage.value("values without controls");
      }
    });
    if (parameters.size() > MAX_PARAMETERS || json(operation, parameters).length > MAX_BYTES) {
      throw InvalidMessage.value(
          "a query of at most " + MAX_PARAMETERS + " parameters and " + MAX_BYTES + " bytes");
    }
  }

  static ViewQuery read(JsonObject json) {
    return new ViewQuery(
        json.value("operation", ViewQuery::requireOperation),
        new TreeMap<>(
            json.map(
                "parameters",
                0,
                MAX_PARAMETERS,
                MAX_BYTES,
                ViewQuery::requireName,
                value -> value)));
  }

  private static String requireOperation(String text) {
    if (!OPERATION.matcher(text).matches()) {
      throw InvalidMessage.value("an operation: 1 to 40 of [a-z-], a letter first and last");
    }
    return text;
  }

  private static String requireName(String text) {
    if (!NAME.matcher(text).matches()) {
      throw InvalidMessage.value("a parameter's name: 1 to 40 letters and digits");
    }
    return text;
  }

  private static byte[] json(String operation, SortedMap<String, String> parameters) {
    return CanonicalJson.bytes(object(operation, parameters));
  }

  private static ObjectNode object(String operation, SortedMap<String, String> parameters) {
    ObjectNode json = StrictJson.newObject().put("operation", operation);
    ObjectNode values = json.putObject("parameters");
    parameters.forEach(values::put);
    return json;
  }

  /** The parameters as an object in canonical form. */
  public String parametersText() {
    return CanonicalJson.text(json().get("parameters"));
  }

  @Override
  public ObjectNode json() {
    return object(operation, parameters);
  }
}
