package jp.linkage.tax.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The record of one exchange (番号法23条1項, 命令47条1項). */
@Schema(name = "ExchangeRecord")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ExchangeRecord(
    UUID exchangeId,
    @Schema(description = "inquirer or provider: what this agency was", examples = "provider")
        String role,
    @Schema(description = "情報照会者", examples = "aoba-welfare") String inquirer,
    @Schema(description = "情報提供者", examples = "aoba-tax") String provider,
    @Schema(description = "事務をつかさどる組織", examples = "障害福祉課") String organisation,
    @Schema(examples = "144") String itemNumber,
    @Schema(description = "事務", examples = "disability-support-benefits") String affair,
    @Schema(examples = "1") String procedure,
    @Schema(description = "利用特定個人情報の項目", examples = "[\"municipal-tax\"]") List<String> information,
    @Schema(examples = "applicant") String subjectRelation,
    @Schema(description = "The inquirer's own case") String caseReference,
    @Schema(description = "The inquirer's official, by a pseudonym") String staff,
    @Schema(description = "不開示 (法23条2項)") boolean nonDisclosure,
    @Schema(description = "提供の求めの日時") Instant requestedAt,
    @Schema(implementation = Instant.class, description = "提供の日時") Optional<Instant> providedAt,
    @Schema(examples = "answered") String outcome,
    @Schema(implementation = Long.class, description = "Place of the request in the audit log")
        OptionalLong requestOffset,
    @Schema(implementation = Long.class, description = "Place of the release in the audit log")
        OptionalLong releaseOffset,
    @Schema(description = "About whom, by this agency's own numbers") List<Subject> subjects) {

  /** The same record with the persons it is about. */
  ExchangeRecord with(List<Subject> persons) {
    return new ExchangeRecord(
        exchangeId,
        role,
        inquirer,
        provider,
        organisation,
        itemNumber,
        affair,
        procedure,
        information,
        subjectRelation,
        caseReference,
        staff,
        nonDisclosure,
        requestedAt,
        providedAt,
        outcome,
        requestOffset,
        releaseOffset,
        persons);
  }

  /** A person of the exchange; without a number when this agency does not know the person. */
  @Schema(name = "ExchangeRecordSubject")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Subject(
      @Schema(implementation = String.class, examples = "A-000123")
          Optional<String> addresseeNumber,
      @Schema(examples = "provided") String outcome) {}
}
