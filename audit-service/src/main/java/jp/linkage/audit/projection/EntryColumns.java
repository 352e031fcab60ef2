package jp.linkage.audit.projection;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import jp.linkage.audit.projection.LeafRead.Details;
import jp.linkage.audit.projection.LeafRead.Invalid;
import jp.linkage.audit.projection.LeafRead.Looked;
import jp.linkage.audit.projection.LeafRead.Valid;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.LegalBasis;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.receipt.AnswerStatus;
import jp.linkage.protocol.receipt.ConfigRecord;
import jp.linkage.protocol.receipt.ExchangeRecord;
import jp.linkage.protocol.receipt.KeyRecord;
import jp.linkage.protocol.receipt.LogRecord;
import jp.linkage.protocol.receipt.RecordDetails;
import jp.linkage.protocol.receipt.ReleaseRecord;
import jp.linkage.protocol.receipt.ViewDetails;
import jp.linkage.protocol.receipt.ViewRecord;

/** What a leaf becomes in the table {@code entry}: a pure function of the leaf. */
record EntryColumns(
    LeafRead leaf,
    String state,
    Optional<LogRecord> record,
    Optional<Details> details,
    Optional<ViewDetails> look) {

  /**
   * What a second record would repeat.
   *
   * @param root requestRoot; answersRoot of a RELEASE; the manifest's hash of a CONFIG; the month
   *     of a KEY, hashed; the salted commitment to the query of an auditor's VIEW
   */
  record Identity(Optional<UUID> exchange, String type, Bytes root) {}

  static EntryColumns of(LeafRead leaf) {
    return switch (leaf.content()) {
      case Invalid() ->
          new EntryColumns(leaf, "invalid", Optional.empty(), Optional.empty(), Optional.empty());
      case Valid(LogRecord record, Optional<Details> details) ->
          new EntryColumns(
              leaf,
              state(details.isPresent() || !hides(record)),
              Optional.of(record),
              details,
              Optional.empty());
      case Looked(ViewRecord record, Optional<ViewDetails> details) ->
          new EntryColumns(
              leaf, state(details.isPresent()), Optional.of(record), Optional.empty(), details);
    };
  }

  private static boolean hides(LogRecord record) {
    return period(record).isPresent();
  }

  private static String state(boolean readable) {
    return readable ? "valid" : "shredded";
  }

  Optional<Identity> identity() {
    return record.map(known -> new Identity(exchange(), known.type().name(), root(known)));
  }

  private static Bytes root(LogRecord record) {
    return switch (record) {
      case ExchangeRecord exchange -> exchange.requestRoot();
      case ReleaseRecord release -> release.answersRoot();
      case ViewRecord view -> view.query();
      case ConfigRecord config -> config.manifest();
      case KeyRecord key -> Bytes.sha256(Bytes.of(key.period().getBytes(US_ASCII)));
    };
  }

  /** The month whose key seals what the record hides. */
  Optional<String> period() {
    return record.flatMap(EntryColumns::period);
  }

  private static Optional<String> period(LogRecord record) {
    return switch (record) {
      case ExchangeRecord exchange -> Optional.of(exchange.period());
      case ReleaseRecord release -> Optional.of(release.period());
      case ViewRecord view -> Optional.of(view.period());
      case ConfigRecord _, KeyRecord _ -> Optional.empty();
    };
  }

  Optional<UUID> exchange() {
    return record.flatMap(known ->
        switch (known) {
          case ExchangeRecord exchange -> Optional.of(exchange.exchangeId().value());
          case ReleaseRecord release -> Optional.of(release.exchangeId().value());
          case ViewRecord _, ConfigRecord _, KeyRecord _ -> Optional.empty();
        });
  }

  Optional<Instant> recordedAt() {
    return record.map(LogRecord::time);
  }

  Optional<Header> header() {
    return details.map(Details::header);
  }

  Optional<LegalBasis> basis() {
    return header().flatMap(Header::basis);
  }

  /** The agency that is asked; none but in CONVERT. */
  Optional<String> provider() {
    return header().filter(h -> h.basis().isPresent()).map(h -> h.toNamespace().value());
  }

  Optional<List<String>> information() {
    return basis().map(b -> b.information().stream().map(id -> id.value()).toList());
  }

  Optional<List<String>> statuses() {
    return details
        .flatMap(d -> d.details().statuses())
        .map(list -> list.stream().map(AnswerStatus::wire).toList());
  }

  Optional<String> reason() {
    return details.flatMap(d -> d.details().reason());
  }

  /** One word for what came of it; a RELEASE changes that of its REQUEST. */
  Optional<String> outcome() {
    return record.map(known ->
        switch (known.type()) {
          case REQUEST -> "open";
          case RELEASE -> statuses().map(EntryColumns::summary).orElse("released");
          case ENROL -> "enrolled";
          case REGISTER -> "registered";
          case VIEW -> "viewed";
          case DENY -> "denied";
          case CONFIG -> "published";
          case KEY -> "destroyed";
        });
  }

  private static String summary(List<String> statuses) {
    TreeSet<String> kinds = new TreeSet<>(statuses);
    return kinds.size() == 1 ? kinds.getFirst() : "mixed";
  }

  /** The log pseudonyms of the items, in order. */
  List<Bytes> lids() {
    return details.map(Details::details).map(RecordDetails::lids).orElse(List.of());
  }

  boolean rejected(int item) {
    return details.map(d -> d.details().rejected().contains(item)).orElse(false);
  }
}
