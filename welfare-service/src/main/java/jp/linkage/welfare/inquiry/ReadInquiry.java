package jp.linkage.welfare.inquiry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import jp.linkage.kit.exchange.Inquiry;
import jp.linkage.kit.exchange.InquirySubject;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.protocol.header.AffairId;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.CaseReference;
import jp.linkage.protocol.header.ConsentReference;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.InformationId;
import jp.linkage.protocol.header.ItemNumber;
import jp.linkage.protocol.header.LegalBasis;
import jp.linkage.protocol.header.Occasion;
import jp.linkage.protocol.header.ProcedureNumber;
import jp.linkage.protocol.header.StaffPseudonym;
import jp.linkage.protocol.header.SubjectRelation;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;

/** Reads the body of {@code POST /v1/inquiries}; says where it is wrong and what is expected. */
final class ReadInquiry {
  private static final int MAX_BYTES = 512 * 1024;
  private static final int MAX_PARAMETERS = 10;
  private static final int MAX_PARAMETER_LENGTH = 64;

  private ReadInquiry() {}

  /**
   * Reads an inquiry.
   *
   * @param organisation that asks, unless the body names another
   * @param staff who asks
   * @throws InvalidMessage with the path and the expected form
   */
  static Inquiry read(byte[] body, String organisation, StaffPseudonym staff) {
    JsonObject json = StrictJson.object(body, MAX_BYTES);
    AgencyId provider = json.value("provider", AgencyId::new);
    LegalBasis basis =
        new LegalBasis(
            json.value("itemNumber", ItemNumber::new),
            json.value("affair", AffairId::new),
            json.value("procedure", ProcedureNumber::new),
            information(json),
            json.value("subjectRelation", SubjectRelation::new),
            json.optional("consentReference", ConsentReference::new));
    Occasion occasion =
        new Occasion(
            json.has("organisation")
                ? json.string("organisation", 1, Occasion.MAX_ORGANISATION)
                : organisation,
            json.value("caseReference", CaseReference::new),
            staff,
            json.has("nonDisclosure") && json.bool("nonDisclosure"));
    List<InquirySubject> subjects =
        json.objects("subjects", 1, Header.MAX_ITEMS, ReadInquiry::subject);
    json.end();
    if (subjects.stream().map(InquirySubject::addresseeNumber).distinct().count()
        != subjects.size()) {
      throw new InvalidMessage("$.subjects", "each addressee number once");
    }
    return new Inquiry(provider, basis, occasion, subjects);
  }

  private static List<InformationId> information(JsonObject json) {
    List<InformationId> ids =
        json.values("information", 1, LegalBasis.MAX_INFORMATION, InformationId::new);
    List<InformationId> sorted = List.copyOf(new TreeSet<>(ids));
    if (sorted.size() != ids.size()) {
      throw new InvalidMessage("$.information", "each information id once");
    }
    return sorted;
  }

  private static InquirySubject subject(JsonObject json) {
    AddresseeNumber number =
        json.value(
            "addresseeNumber",
            text -> {
              if (!text.matches(AddresseeNumber.PATTERN)) {
                throw InvalidMessage.value("1 to 20 letters, digits or hyphens");
              }
              return new AddresseeNumber(text);
            });
    Map<String, String> parameters =
        json.has("parameters")
            ? json.map("parameters", 0, MAX_PARAMETERS, ReadInquiry::short64, ReadInquiry::short64)
            : Map.of();
    return new InquirySubject(number, parameters);
  }

  private static String short64(String text) {
    return Optional.of(text)
        .filter(t -> !t.isEmpty() && t.codePointCount(0, t.length()) <= MAX_PARAMETER_LENGTH)
        .orElseThrow(() -> InvalidMessage.value("1 to 64 characters"));
  }
}
