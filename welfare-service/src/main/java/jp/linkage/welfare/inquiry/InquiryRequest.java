package jp.linkage.welfare.inquiry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The body of {@code POST /v1/inquiries} for the API description; {@link ReadInquiry} reads it. */
@Schema(name = "NewInquiry")
record InquiryRequest(
    @Schema(required = true, examples = "aoba-tax") String provider,
    @Schema(required = true, description = "項 of the order's table", examples = "144")
        String itemNumber,
    @Schema(required = true, description = "事務", examples = "disability-support-benefits")
        String affair,
    @Schema(required = true, description = "号", examples = "1") String procedure,
    @Schema(required = true, examples = "[\"municipal-tax\"]") List<String> information,
    @Schema(required = true, description = "whose information", examples = "applicant")
        String subjectRelation,
    @Schema(description = "where the consent is kept; where the row demands consent")
        Optional<String> consentReference,
    @Schema(description = "organisation in charge; the configured one when absent")
        Optional<String> organisation,
    @Schema(required = true, pattern = "[A-Za-z0-9._:/-]{1,64}", examples = "2026/0042")
        String caseReference,
    @Schema(description = "不開示 (番号法23条2項); false when absent") Optional<Boolean> nonDisclosure,
    @Schema(required = true, description = "1 to 500 persons") List<Subject> subjects) {

  @Schema(name = "NewInquirySubject")
  record Subject(
      @Schema(required = true, examples = "W-0001") String addresseeNumber,
      @Schema(description = "narrow what is asked", examples = "{\"fiscalYear\":\"2026\"}")
          Optional<Map<String, String>> parameters) {}
}
