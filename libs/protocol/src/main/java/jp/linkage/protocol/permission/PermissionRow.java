package jp.linkage.protocol.permission;

import java.util.Set;
import jp.linkage.protocol.header.AgencyRole;
import jp.linkage.protocol.header.InformationId;
import jp.linkage.protocol.header.ProcedureNumber;
import jp.linkage.protocol.header.SubjectRelation;

/**
 * One row of the table: who may ask whom for which information about whom.
 *
 * @param procedure item, affair, procedure and who asks
 * @param information the information (利用特定個人情報の項目)
 * @param providerRoles who answers (提供者)
 * @param subjectRelations about whom; none where the article was not transcribed
 * @param consentRequired whether the person's consent must be on record
 * @param fields the fields of the information that the provider may give; none where the article
 *     was not transcribed
 * @param citation the letter (イロハ) within the procedure, or the item of the table
 */
public record PermissionRow(
    TableProcedure procedure,
    InformationId information,
    Set<AgencyRole> providerRoles,
    Set<SubjectRelation> subjectRelations,
    boolean consentRequired,
    Set<String> fields,
    String citation) {
  private static final String TABLE_ONLY = "table";

  /** Copies the sets. */
  public PermissionRow {
    providerRoles = Set.copyOf(providerRoles);
    subjectRelations = Set.copyOf(subjectRelations);
    fields = Set.copyOf(fields);
  }

  /** The row's name: item, procedure and information, for instance {@code 144.1.municipal-tax}. */
  public String id() {
    return procedure.item()
        + "."
        + procedure.number().map(ProcedureNumber::value).orElse(TABLE_ONLY)
        + "."
        + information;
  }

  /** Whether the row permits anything at all. */
  public boolean permits() {
    return procedure.transcription() != Transcription.TABLE_ONLY;
  }
}
