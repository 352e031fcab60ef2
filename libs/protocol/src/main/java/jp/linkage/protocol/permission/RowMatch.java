package jp.linkage.protocol.permission;

import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.linkage.protocol.header.AgencyRole;
import jp.linkage.protocol.header.InformationId;
import jp.linkage.protocol.header.LegalBasis;
import jp.linkage.protocol.receipt.RecordDetails;

/**
 * How an inquiry for one information compares with the row that comes closest.
 *
 * @param information what is asked
 * @param row the row; empty when the table has none of the item
 * @param differences in what the row differs; none when it permits the inquiry
 */
record RowMatch(
    InformationId information, Optional<PermissionRow> row, Set<RowMatch.Aspect> differences) {
  private static final int MAX_LISTED = 4;

  /** In what an inquiry and a row can differ, and how far that puts them apart. */
  enum Aspect {
    AFFAIR(128),
    PROCEDURE(64),
    INFORMATION(32),
    INQUIRER_ROLE(16),
    MUNICIPALITY(8),
    PROVIDER_ROLE(4),
    SUBJECT_RELATION(2),
    VALIDITY(1);

    private final int gravity;

    Aspect(int gravity) {
      this.gravity = gravity;
    }
  }

  /** The row that permits the inquiry, or that comes closest to it. */
  static RowMatch best(Inquiry inquiry, InformationId information, PermissionTable table) {
    List<PermissionRow> rows = table.rows(inquiry.basis().itemNumber());
    // Of most inquiries one row permits it, and the others need no comparison
    for (PermissionRow row : rows) {
      if (row.information().equals(information)) {
        RowMatch match = compare(inquiry, information, row);
        if (match.differences.isEmpty()) {
          return match;
        }
      }
    }
    return rows.stream()
        .map(row -> compare(inquiry, information, row))
        .min(
            Comparator.comparingInt((RowMatch match) -> match.differences.size())
                .thenComparingInt(RowMatch::gravity))
        .orElse(new RowMatch(information, Optional.empty(), Set.of()));
  }

  private static RowMatch compare(Inquiry inquiry, InformationId information, PermissionRow row) {
    LegalBasis basis = inquiry.basis();
    TableProcedure procedure = row.procedure();
    EnumSet<Aspect> differences = EnumSet.noneOf(Aspect.class);
    note(differences, Aspect.AFFAIR, procedure.affair().equals(basis.affair()));
    note(differences, Aspect.INFORMATION, row.information().equals(information));
    note(
        differences,
        Aspect.INQUIRER_ROLE,
        intersect(procedure.inquirerRoles(), inquiry.inquirer().inquirerRoles()));
    note(
        differences,
        Aspect.MUNICIPALITY,
        procedure
            .municipalityCode()
            .map(code -> code.equals(inquiry.inquirer().municipalityCode()))
            .orElse(true));
    note(
        differences,
        Aspect.PROVIDER_ROLE,
        intersect(row.providerRoles(), inquiry.provider().providerRoles()));
    note(differences, Aspect.VALIDITY, procedure.isInForce(inquiry.day()));
    // A row of which only the table was read says nothing of procedure and relation
    boolean sameProcedure = procedure.number().equals(Optional.of(basis.procedure()));
    note(differences, Aspect.PROCEDURE, sameProcedure);
    note(
        differences,
        Aspect.SUBJECT_RELATION,
        row.subjectRelations().contains(basis.subjectRelation()));
    return new RowMatch(information, Optional.of(row), Collections.unmodifiableSet(differences));
  }

  private static void note(EnumSet<Aspect> differences, Aspect aspect, boolean same) {
    if (!same) {
      differences.add(aspect);
    }
  }

  private static boolean intersect(Set<AgencyRole> allowed, Set<AgencyRole> held) {
    return !Collections.disjoint(allowed, held);
  }

  /** Among as many differences, the less grave ones first. */
  private int gravity() {
    return differences.stream().mapToInt(aspect -> aspect.gravity).sum();
  }

  boolean permits() {
    return row.isPresent() && differences.isEmpty() && row.get().permits();
  }

  PermissionRow requireRow() {
    return row.orElseThrow();
  }

  Decision.Denied denied() {
    if (row.isEmpty()) {
      return new Decision.Denied(
          DenialCause.NO_ROW, "expected an item of the permission table", Optional.empty());
    }
    PermissionRow closest = row.get();
    if (!closest.permits()) {
      return new Decision.Denied(
          DenialCause.NOT_TRANSCRIBED,
          "the article that details item "
              + closest.procedure().item()
              + " is not transcribed: row "
              + closest.id()
              + " permits nothing",
          Optional.of(closest.id()));
    }
    String text =
        "no row permits "
            + information
            + "; the closest, "
            + closest.id()
            + ", has "
            + differences.stream()
                .map(aspect -> difference(aspect, closest))
                .collect(Collectors.joining("; "));
    return new Decision.Denied(
        DenialCause.NO_ROW,
        text.length() > RecordDetails.MAX_REASON
            ? text.substring(0, RecordDetails.MAX_REASON)
            : text,
        Optional.of(closest.id()));
  }

  private static String difference(Aspect aspect, PermissionRow row) {
    TableProcedure procedure = row.procedure();
    return switch (aspect) {
      case AFFAIR -> "affair " + procedure.affair();
      case PROCEDURE -> "procedure " + procedure.number().orElseThrow();
      case INFORMATION -> "information " + row.information();
      case INQUIRER_ROLE -> "inquirer role " + list(procedure.inquirerRoles().stream());
      case MUNICIPALITY -> "an ordinance of another municipality";
      case PROVIDER_ROLE -> "provider role " + list(row.providerRoles().stream());
      case SUBJECT_RELATION -> "subjectRelation " + list(row.subjectRelations().stream());
      case VALIDITY ->
          "validity from "
              + procedure.validFrom()
              + procedure.validTo().map(day -> " to " + day).orElse("");
    };
  }

  private static String list(Stream<?> values) {
    List<String> texts = List.copyOf(new TreeSet<>(values.map(String::valueOf).toList()));
    return String.join(" or ", texts.subList(0, Math.min(texts.size(), MAX_LISTED)))
        + (texts.size() > MAX_LISTED ? " or others" : "");
  }
}
