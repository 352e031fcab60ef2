package jp.linkage.kit.receipt;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.protocol.json.Bytes;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A receipt of the log, and what became of its promise. */
@Schema(name = "LogReceiptState")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ReceiptView(
    UUID exchangeId,
    @Schema(examples = "REQUEST") String recordType,
    UUID topicId,
    @Schema(description = "The record's place in the log") long offset,
    @Schema(description = "SHA-256(0x00 ‖ record), base64url") String leafHash,
    @Schema(description = "When the broker took the record") Instant promisedAt,
    @Schema(enumeration = {"pending", "unchecked", "broken", "proven"}) String state,
    @Schema(implementation = Object.class, description = "The receipt (protocol §4.5)")
        @JsonRawValue
        String receipt,
    @Schema(implementation = String.class, description = "tlog-proof@v1, when it is proven")
        Optional<String> proof) {

  ReceiptCursor cursor() {
    return new ReceiptCursor(offset, Bytes.parse(leafHash));
  }
}
