package jp.linkage.kit.exchange;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.json.WireMessage;

/**
 * Whom an exchange is about, by the agency's own numbers; stays in its database.
 *
 * @param asked in the order of the items
 * @param notEnrolled who could not be asked about
 */
record AskedSubjects(List<AddresseeNumber> asked, List<AddresseeNumber> notEnrolled)
    implements WireMessage {
  private static final int MAX_BYTES = 64 * 1024;

  AskedSubjects {
    asked = List.copyOf(asked);
    notEnrolled = List.copyOf(notEnrolled);
  }

  static AskedSubjects parse(byte[] utf8) {
    JsonObject json = StrictJson.object(utf8, MAX_BYTES);
    var subjects =
        new AskedSubjects(
            json.values("asked", 1, Header.MAX_ITEMS, AddresseeNumber::new),
            json.values("notEnrolled", 0, Header.MAX_ITEMS, AddresseeNumber::new));
    json.end();
    return subjects;
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = StrictJson.newObject();
    ArrayNode numbers = json.putArray("asked");
    asked.forEach(number -> numbers.add(number.value()));
    ArrayNode others = json.putArray("notEnrolled");
    notEnrolled.forEach(number -> others.add(number.value()));
    return json;
  }
}
