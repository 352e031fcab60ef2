package jp.linkage.audit.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A record of the log as auditors see it. Names no person. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(name = "Entry", description = "A record of the log. 記録。本人を示す情報は含まない。")
public record Entry(
    @Schema(description = "Place in the log, which is also the Kafka offset.") long leafIndex,
    @Schema(description = "RFC 6962 leaf hash, base64url.") String leafHash,
    @Schema(description = "The broker's append time: the one that no party chooses.")
        Instant loggedAt,
    @Schema(
            description =
                "valid; invalid: not a record, or not signed by the log's key; shredded: its"
                    + " opening was destroyed with the key of its month, only type, id, times and"
                    + " hashes are known (`/v1/retention`).")
        String state,
    @Schema(description = "The first entry with the same content, where this one repeats it.")
        Optional<Long> duplicateOf,
    Optional<String> type,
    Optional<UUID> exchangeId,
    Optional<Instant> recordedAt,
    Optional<Instant> requestedAt,
    @Schema(description = "When the answer was released.") Optional<Instant> releasedAt,
    @Schema(description = "Asking agency. 情報照会者") Optional<String> inquirer,
    @Schema(description = "Asked agency. 情報提供者") Optional<String> provider,
    @Schema(description = "Item of the order's table. 項") Optional<String> itemNumber,
    @Schema(description = "事務") Optional<String> affair,
    @Schema(description = "号") Optional<String> procedure,
    @Schema(description = "利用特定個人情報の項目") List<String> information,
    @Schema(description = "Whose information, as the asking agency asserts.")
        Optional<String> subjectRelation,
    @Schema(description = "Organisation in charge. 命令40条2項2号") Optional<String> organisation,
    @Schema(description = "The asking agency's own case.") Optional<String> caseReference,
    @Schema(description = "Pseudonym of the official; only that agency can resolve it.")
        Optional<String> staff,
    @Schema(description = "Number of persons asked about.") Optional<Integer> itemCount,
    @Schema(description = "Whether the person is not shown this entry. 法23条2項 不開示")
        Optional<Boolean> nonDisclosure,
    @Schema(
            description =
                "open, answered, deferred, refused, unknown-person, mixed, released, denied,"
                    + " enrolled, registered, viewed, published or destroyed.")
        Optional<String> outcome,
    @Schema(description = "The answer's status for every person, in order.") List<String> statuses,
    @Schema(description = "Why denied.") Optional<String> reason) {

  /** The same with the statuses of these items only. */
  public Entry ofItems(SortedSet<Integer> items) {
    return new Entry(
        leafIndex,
        leafHash,
        loggedAt,
        state,
        duplicateOf,
        type,
        exchangeId,
        recordedAt,
        requestedAt,
        releasedAt,
        inquirer,
        provider,
        itemNumber,
        affair,
        procedure,
        information,
        subjectRelation,
        organisation,
        caseReference,
        staff,
        itemCount,
        nonDisclosure,
        outcome,
        items.stream().filter(item -> item < statuses.size()).map(statuses::get).toList(),
        reason);
  }
}
