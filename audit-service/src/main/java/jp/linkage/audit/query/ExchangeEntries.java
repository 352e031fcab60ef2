package jp.linkage.audit.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.audit.view.LoggedView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Everything that the log holds about one exchange, the oldest first. */
@Schema(name = "ExchangeEntries")
record ExchangeEntries(UUID exchangeId, List<Recorded> records, LoggedView view) {

  /** One record with its bytes and its receipt. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @Schema(name = "RecordedEntry")
  record Recorded(
      Entry entry,
      @Schema(description = "The record's bytes, the leaf of the log, base64url.") String record,
      @Schema(
              type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.OBJECT,
              implementation = Object.class,
              description =
                  "The LogReceipt (protocol §4.5) that was signed for it; absent where the exchange"
                      + " failed after the record was appended, so that nothing was lent or handed"
                      + " over.")
          Optional<ObjectNode> receipt,
      @Schema(
              implementation = String.class,
              description =
                  "The proof that the record is in the log, a file `.tlog-proof`"
                      + " (docs/spec/audit-log.md §9); absent until a checkpoint that covers it is"
                      + " published, which takes milliseconds.")
          Optional<String> proof) {}
}
