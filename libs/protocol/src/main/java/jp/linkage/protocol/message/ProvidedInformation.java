package jp.linkage.protocol.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import jp.linkage.protocol.header.InformationId;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.JsonValues;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.json.WireMessage;

/**
 * One kind of information about a person.
 *
 * @param id the kind
 * @param fields name to value; a value is a String, Long, Boolean, List or Map of these. A field
 *     that B does not know is left out, never null or zero
 */
public record ProvidedInformation(InformationId id, Map<String, Object> fields)
    implements WireMessage {
  /** Checks the values. */
  public ProvidedInformation {
    fields = JsonValues.copyOf(fields);
  }

  static ProvidedInformation read(JsonObject json) {
    return new ProvidedInformation(
        json.value("id", InformationId::new), JsonValues.toMap(json.plain("fields")));
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = StrictJson.newObject().put("id", id.value());
    json.set("fields", JsonValues.toNode(fields));
    return json;
  }

  /** Not the fields, which are somebody's data. */
  @Override
  public String toString() {
    return "ProvidedInformation[" + id + "]";
  }
}
