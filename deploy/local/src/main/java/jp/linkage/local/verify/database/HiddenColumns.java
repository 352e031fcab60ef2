package jp.linkage.local.verify.database;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import jp.linkage.local.verify.database.Expected.Exactly;
import jp.linkage.local.verify.database.Expected.Left;
import jp.linkage.local.verify.database.Expected.OneOf;
import jp.linkage.local.verify.database.Expected.Opened;
import jp.linkage.local.verify.database.Expected.Sealed;
import jp.linkage.local.verify.database.OpenLeaf.Opening;
import jp.linkage.local.verify.database.OpenLeaf.Reading;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.LegalBasis;
import jp.linkage.protocol.receipt.AnswerStatus;
import jp.linkage.protocol.receipt.RecordDetails;

/** The columns of a record's row that are null when nobody can open the record any more. */
final class HiddenColumns {
  /** Those that a key opens. */
  static final List<String> NAMES =
      List.of(
          "requested_at",
          "inquirer",
          "provider",
          "item_number",
          "affair",
          "procedure",
          "information",
          "subject_relation",
          "organisation",
          "case_reference",
          "staff",
          "item_count",
          "non_disclosure",
          "statuses",
          "reason");

  /** What is opened of an exchange. */
  record Content(Header header, RecordDetails details) {
    static Content of(RecordDetails details) {
      return new Content(Header.parse(details.header().toArray()), details);
    }

    Optional<List<String>> statuses() {
      return details.statuses().map(all -> all.stream().map(AnswerStatus::wire).toList());
    }
  }

  private HiddenColumns() {}

  /** Those of an exchange's record, beside what tells of their key. */
  static Map<String, Expected> of(String period, Opening<Content> content) {
    Map<String, Expected> columns = periodAndState(period, content.reading());
    Opening<Header> header = content.map(Content::header);
    columns.put("requested_at", hidden(header, h -> Optional.of(h.requestedAt())));
    columns.put("inquirer", hidden(header, h -> Optional.of(h.agency().value())));
    columns.put("provider", hidden(header, h -> h.basis().map(_ -> h.toNamespace().value())));
    columns.put("item_number", basis(header, b -> b.itemNumber().value()));
    columns.put("affair", basis(header, b -> b.affair().value()));
    columns.put("procedure", basis(header, b -> b.procedure().value()));
    columns.put(
        "information", basis(header, b -> b.information().stream().map(id -> id.value()).toList()));
    columns.put("subject_relation", basis(header, b -> b.subjectRelation().value()));
    columns.put("organisation", hidden(header, h -> Optional.of(h.occasion().organisation())));
    columns.put(
        "case_reference", hidden(header, h -> Optional.of(h.occasion().caseReference().value())));
    columns.put("staff", hidden(header, h -> Optional.of(h.occasion().staff().value())));
    columns.put("item_count", hidden(header, h -> Optional.of(h.count())));
    columns.put("non_disclosure", hidden(header, h -> Optional.of(h.occasion().nonDisclosure())));
    columns.put("statuses", hidden(content, Content::statuses));
    columns.put("reason", hidden(content, c -> c.details().reason()));
    return columns;
  }

  /** The columns that tell which key it is, and whether it is there. */
  static Map<String, Expected> periodAndState(String period, Reading reading) {
    Map<String, Expected> columns = new LinkedHashMap<>();
    columns.put("period", new Exactly(Optional.of(period)));
    columns.put("state", state(reading));
    return columns;
  }

  private static Expected basis(Opening<Header> header, Function<LegalBasis, ?> value) {
    return hidden(header, h -> h.basis().map(value));
  }

  /** A column of which a destroyed key leaves nothing. */
  static <T> Expected hidden(Opening<T> opening, Function<T, ? extends Optional<?>> value) {
    return hidden(opening, value, Optional.empty());
  }

  /**
   * A column.
   *
   * @param left what a destroyed key leaves of it
   */
  static <T> Expected hidden(
      Opening<T> opening, Function<T, ? extends Optional<?>> value, Optional<String> left) {
    return switch (opening.reading()) {
      case OPENED -> new Opened(opening.details().flatMap(value).map(ColumnText::of));
      case DESTROYED, NOTHING_HIDDEN -> new Left(left);
      case WITHOUT_KEY -> new Sealed(left);
    };
  }

  private static Expected state(Reading reading) {
    return switch (reading) {
      case OPENED, NOTHING_HIDDEN -> new Exactly(Optional.of("valid"));
      case DESTROYED -> new Exactly(Optional.of("shredded"));
      case WITHOUT_KEY -> new OneOf(Set.of("valid", "shredded"));
    };
  }
}
