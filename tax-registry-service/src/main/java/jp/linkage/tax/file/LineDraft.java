package jp.linkage.tax.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.tax.assessment.AssessmentKey;
import jp.linkage.tax.assessment.ContentDraft;
import jp.linkage.tax.assessment.FiscalYear;
import jp.linkage.tax.assessment.Violation;

/** Collects what a line says, whatever its format, and everything that is wrong with it. */
final class LineDraft {
  private final int number;
  private final ColumnNames names;
  private final ContentDraft content = new ContentDraft();
  private final List<Fault> faults = new ArrayList<>();
  private Optional<AddresseeNumber> addressee = Optional.empty();
  private Optional<FiscalYear> fiscalYear = Optional.empty();

  /** How a file names a column. */
  interface ColumnNames {
    String of(String member);
  }

  LineDraft(int number, ColumnNames names) {
    this.number = number;
    this.names = names;
  }

  void addressee(String text) {
    try {
      addressee = Optional.of(new AddresseeNumber(text));
    } catch (IllegalArgumentException _) {
      wrong(Column.ADDRESSEE_NO);
    }
  }

  void fiscalYear(String text) {
    fiscalYear = FiscalYear.parse(text);
    if (fiscalYear.isEmpty()) {
      wrong(Column.FISCAL_YEAR);
    }
  }

  /** The rest of the line. */
  ContentDraft content() {
    return content;
  }

  /** Notes that a column of the key is missing or unreadable. */
  void wrong(Column column) {
    faults.add(Fault.ofColumn(number, names.of(column.member()), FaultKind.VALUE, column.form()));
  }

  AssessmentLine complete() {
    Optional<AssessmentKey> key =
        addressee.flatMap(number -> fiscalYear.map(year -> new AssessmentKey(number, year)));
    return switch (content.complete()) {
      case ContentDraft.Read read when key.isPresent() && faults.isEmpty() ->
          new AssessmentLine.Accepted(number, key.get(), read.content());
      case ContentDraft.Read _ -> new AssessmentLine.Rejected(number, key, List.copyOf(faults));
      case ContentDraft.Wrong wrong -> {
        wrong.violations().forEach(this::add);
        yield new AssessmentLine.Rejected(number, key, List.copyOf(faults));
      }
    };
  }

  private void add(Violation violation) {
    faults.add(
        Fault.ofColumn(number, names.of(violation.field()), FaultKind.VALUE, violation.expected()));
  }
}
