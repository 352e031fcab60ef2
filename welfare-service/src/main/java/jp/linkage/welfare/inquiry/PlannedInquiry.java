package jp.linkage.welfare.inquiry;

import java.util.List;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.SubjectRelation;
import jp.linkage.welfare.entitlement.FiscalYear;

/**
 * An inquiry about municipal tax (市町村民税に関する情報) that has to be sent: one provider, one relation.
 *
 * @param provider the registry of the municipality of residence on the assessment day
 * @param relation whose information, in the terms of the order (命令146条1号リ)
 * @param subjects about whom, each once
 */
public record PlannedInquiry(
    AgencyId provider,
    SubjectRelation relation,
    FiscalYear fiscalYear,
    List<AddresseeNumber> subjects) {
  public PlannedInquiry {
    subjects = List.copyOf(subjects);
    if (subjects.isEmpty()) {
      throw new IllegalArgumentException("an inquiry is about somebody");
    }
  }
}
