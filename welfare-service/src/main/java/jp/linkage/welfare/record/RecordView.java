package jp.linkage.welfare.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A record of an exchange (番号法23条1項, 命令47条1項). What was provided is not part of it. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(name = "ExchangeRecord")
record RecordView(
    String exchangeId,
    @Schema(enumeration = {"inquirer", "provider"}) String role,
    @Schema(description = "情報照会者", examples = "aoba-welfare") String inquirer,
    @Schema(description = "情報提供者", examples = "aoba-tax") String provider,
    @Schema(description = "組織") String organisation,
    String itemNumber,
    @Schema(description = "事務") String affair,
    String procedure,
    @Schema(description = "利用特定個人情報の項目") List<String> information,
    String subjectRelation,
    String caseReference,
    @Schema(description = "pseudonym of the official") String staff,
    @Schema(description = "不開示") boolean nonDisclosure,
    @Schema(description = "提供の求めの日時") Instant requestedAt,
    @Schema(description = "提供の日時, if anything was provided") Optional<Instant> providedAt,
    String outcome,
    Optional<UUID> topicId,
    Optional<Long> requestOffset,
    Optional<Long> releaseOffset,
    List<SubjectView> subjects) {

  /** A person of the exchange. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @Schema(name = "ExchangeRecordSubject")
  record SubjectView(
      @Schema(description = "by this office's number (命令47条2項)") Optional<String> addresseeNumber,
      String outcome) {}
}
