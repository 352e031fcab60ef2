package jp.linkage.protocol.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.json.WireMessage;

/**
 * The log's entries about one person (情報提供等の記録, 番号法23条, 31条), as READLOG returns them: newest
 * first, without those that are withheld (不開示) (protocol §4.9). Sealed in its canonical form,
 * padded by the sealing.
 *
 * @param records at most {@link #MAX_RECORDS}
 */
public record LogExtract(List<LogExtractEntry> records) implements WireMessage {
  /** The most entries. */
  public static final int MAX_RECORDS = 1000;

  /** The most bytes of the extract; an entry has less than 1,000. */
  public static final int MAX_BYTES = 1024 * 1024 - 64;

  /** Checks the number. */
  public LogExtract {
    records = List.copyOf(records);
    if (records.size() > MAX_RECORDS) {
      throw new InvalidMessage("$.records", "at most " + MAX_RECORDS + " records");
    }
  }

  /**
   * Reads the opened plaintext without its padding.
   *
   * @throws InvalidMessage when its form is wrong
   */
  public static LogExtract parse(byte[] utf8) {
    JsonObject json = StrictJson.canonicalObject(utf8, MAX_BYTES);
    LogExtract extract =
        new LogExtract(json.objects("records", 0, MAX_RECORDS, LogExtractEntry::read));
    json.end();
    return extract;
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = StrictJson.newObject();
    ArrayNode array = json.putArray("records");
    records.forEach(entry -> array.add(entry.json()));
    return json;
  }

  /** Not the entries, which are a person's history. */
  @Override
  public String toString() {
    return "LogExtract[" + records.size() + "]";
  }
}
