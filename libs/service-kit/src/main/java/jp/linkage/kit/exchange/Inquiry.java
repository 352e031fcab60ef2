package jp.linkage.kit.exchange;

import java.util.List;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.LegalBasis;
import jp.linkage.protocol.header.Occasion;

/**
 * A request for the provision of information (提供の求め, 施行令20条, 命令40条) about one or more subjects, all
 * in the same relation to the case and under the same row of the order's table.
 *
 * @param provider the agency that holds the information (情報提供者)
 * @param basis the row that this agency relies on, what it asks, and whose; this agency answers for
 *     the relation
 * @param occasion the organisation, case and official who ask
 * @param subjects about whom, 1 to 500, each addressee number once
 */
public record Inquiry(
    AgencyId provider, LegalBasis basis, Occasion occasion, List<InquirySubject> subjects) {
  public Inquiry {
    subjects = List.copyOf(subjects);
    if (subjects.isEmpty() || subjects.size() > Header.MAX_ITEMS) {
      throw new IllegalArgumentException("an inquiry has 1 to 500 subjects");
    }
    if (subjects.stream().map(InquirySubject::addresseeNumber).distinct().count()
        != subjects.size()) {
      throw new IllegalArgumentException("an inquiry names each addressee number once");
    }
  }
}
