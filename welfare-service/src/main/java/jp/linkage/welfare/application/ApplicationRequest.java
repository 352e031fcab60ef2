package jp.linkage.welfare.application;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The body of {@code POST /v1/applications} for the API description; {@link ReadApplication} reads
 * it.
 */
@Schema(name = "NewApplication")
record ApplicationRequest(
    @Schema(required = true, description = "号 of item 144; 1 = 支給申請", enumeration = "1")
        String procedure,
    @Schema(required = true, pattern = "[0-9]{4}-[0-9]{2}", examples = "2026-11")
        String serviceMonth,
    @Schema(
            required = true,
            enumeration = {
              "home",
              "facility",
              "medical-long-term-care",
              "group-home",
              "residential-training"
            })
        String livingArrangement,
    @Schema(
            required = true,
            description =
                "生活保護 of the household in the service month, by the office's own records;"
                    + " boundary = 施行規則27条 (境界層)",
            enumeration = {"none", "recipient", "boundary"})
        String publicAssistance,
    @Schema(description = "不開示 (番号法23条2項); false when absent") Optional<Boolean> nonDisclosure,
    @Schema(
            description = "the back office's own number; made here when absent",
            pattern = "[A-Za-z0-9._:/-]{1,64}")
        Optional<String> caseReference,
    @Schema(required = true, description = "the disabled adult, or the disabled child")
        Applicant applicant,
    @Schema(
            required = true,
            description =
                "the others; with exactly one guardian when the applicant is under 18 at home")
        List<Member> household) {

  @Schema(name = "NewApplicant")
  record Applicant(
      @Schema(required = true, pattern = "[A-Za-z0-9-]{1,20}") String addresseeNumber,
      @Schema(required = true) LocalDate birthDate,
      @Schema(
              required = true,
              description =
                  "municipality code, or abroad: on 1 January of the year in which the fiscal year"
                      + " of the decision starts",
              examples = "999018")
          String residenceOnJanuary1) {}

  @Schema(name = "NewMember")
  record Member(
      @Schema(required = true, pattern = "[A-Za-z0-9-]{1,20}") String addresseeNumber,
      @Schema(
              required = true,
              description = "to the applicant",
              enumeration = {"spouse", "guardian", "parent", "child", "sibling", "other"})
          String relation,
      @Schema(required = true) LocalDate birthDate,
      @Schema(
              required = true,
              description = "同一の世帯: with the applicant, or with the guardian of a child")
          boolean sameHousehold,
      @Schema(required = true, description = "municipality code, or abroad", examples = "999018")
          String residenceOnJanuary1) {}
}
