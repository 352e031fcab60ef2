package jp.linkage.local.verify.database;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import jp.linkage.local.verify.database.DerivedLeaf.Release;
import jp.linkage.local.verify.database.Expected.Exactly;
import jp.linkage.local.verify.database.HiddenColumns.Content;
import jp.linkage.local.verify.database.OpenLeaf.Opening;
import jp.linkage.local.verify.database.OpenLeaf.Reading;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.Sha256;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.receipt.ConfigRecord;
import jp.linkage.protocol.receipt.ExchangeRecord;
import jp.linkage.protocol.receipt.KeyRecord;
import jp.linkage.protocol.receipt.LogRecord;
import jp.linkage.protocol.receipt.RecordDetails;
import jp.linkage.protocol.receipt.RecordType;
import jp.linkage.protocol.receipt.ReleaseRecord;
import jp.linkage.protocol.receipt.ViewDetails;
import jp.linkage.protocol.receipt.ViewRecord;
import jp.linkage.protocol.tlog.MerkleTree;

/** Derives from a leaf what its rows must hold. Safe for several threads. */
final class DeriveLeaf {
  /** From the making of a record to the broker's acknowledgement, with clocks that differ. */
  static final Duration MOST_APART = Duration.ofMinutes(5);

  private static final int IDENTITY = 16;
  private static final String RELEASED = "released";

  private final OpenLeaf open;

  /**
   * @param keys those that the auditor has
   */
  DeriveLeaf(OpeningKeys keys) {
    this.open = new OpenLeaf(keys);
  }

  /**
   * What the rows of this leaf hold.
   *
   * @param record empty when it is none of the log's
   * @param held what a legal hold keeps of it, sealed
   */
  DerivedLeaf derive(long index, byte[] leaf, Optional<LogRecord> record, Optional<byte[]> held) {
    Map<String, Expected> columns = new LinkedHashMap<>();
    put(columns, "leaf_hash", Bytes.of(MerkleTree.leafHash(leaf)));
    try {
      if (record.isPresent()) {
        return switch (record.get()) {
          case ExchangeRecord exchange ->
              exchange(columns, exchange, open.open(index, exchange, held).map(Content::of));
          case ReleaseRecord release ->
              release(columns, release, open.open(index, release, held).map(Content::of));
          case ViewRecord view -> view(columns, view, open.open(index, view, held));
          case ConfigRecord config -> open(columns, config, config.manifest());
          case KeyRecord key ->
              open(columns, key, Bytes.sha256(Bytes.of(key.period().getBytes(US_ASCII))));
        };
      }
    } catch (ProtocolViolation | InvalidMessage _) {
      // signed by the log, but what it seals is not what it commits to: it attests nothing
      columns.keySet().retainAll(Set.of("leaf_hash"));
    }
    return invalid(columns);
  }

  private static DerivedLeaf invalid(Map<String, Expected> columns) {
    put(columns, "state", "invalid");
    columns.put("logged_at", new Expected.NotInRecord());
    nulls(
        columns,
        "type",
        "exchange_id",
        "bound_root",
        "recorded_at",
        "released_at",
        "outcome",
        "period");
    HiddenColumns.NAMES.forEach(name -> nulls(columns, name));
    return new DerivedLeaf(
        columns,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Reading.NOTHING_HIDDEN,
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  private static DerivedLeaf exchange(
      Map<String, Expected> columns, ExchangeRecord record, Opening<Content> content) {
    Optional<UUID> id = Optional.of(record.exchangeId().value());
    Bytes identity = common(columns, record, id, record.requestRoot());
    columns.putAll(HiddenColumns.of(record.period(), content));
    if (record.type() == RecordType.REQUEST) {
      columns.put("outcome", new Expected.Later());
      columns.put("released_at", new Expected.Later());
      columns.put("statuses", new Expected.Later());
    } else {
      put(columns, "outcome", outcome(record.type()));
      nulls(columns, "released_at");
    }
    return new DerivedLeaf(
        columns,
        Optional.of(record),
        Optional.of(identity),
        Optional.of(record.period()),
        content.reading(),
        Optional.empty(),
        subjects(record, content),
        Optional.empty());
  }

  private static List<Map<String, Expected>> subjects(
      ExchangeRecord record, Opening<Content> content) {
    List<Map<String, Expected>> subjects = new ArrayList<>();
    // a destroyed key leaves no rows
    int rows = content.reading() == Reading.DESTROYED ? 0 : record.subjects().size();
    for (int i = 0; i < rows; i++) {
      int item = i;
      Opening<RecordDetails> details = content.map(Content::details);
      Map<String, Expected> row = new LinkedHashMap<>();
      row.put("lid", HiddenColumns.hidden(details, d -> Optional.of(d.lids().get(item))));
      row.put(
          "rejected", HiddenColumns.hidden(details, d -> Optional.of(d.rejected().contains(item))));
      subjects.add(row);
    }
    return subjects;
  }

  private static DerivedLeaf release(
      Map<String, Expected> columns, ReleaseRecord record, Opening<Content> content) {
    Optional<UUID> id = Optional.of(record.exchangeId().value());
    Bytes identity = common(columns, record, id, record.answersRoot());
    columns.putAll(HiddenColumns.of(record.period(), content));
    nulls(columns, "released_at");
    Optional<List<String>> statuses = content.details().flatMap(Content::statuses);
    String outcome = statuses.map(DeriveLeaf::summary).orElse(RELEASED);
    columns.put(
        "outcome", HiddenColumns.hidden(content, _ -> Optional.of(outcome), Optional.of(RELEASED)));
    Optional<Optional<String>> time = Optional.of(Optional.of(ColumnText.of(record.time())));
    List<Optional<Optional<String>>> left =
        List.of(time, Optional.of(Optional.of(RELEASED)), Optional.of(Optional.empty()));
    List<Optional<Optional<String>>> values =
        switch (content.reading()) {
          case OPENED ->
              List.of(
                  time,
                  Optional.of(Optional.of(outcome)),
                  Optional.of(statuses.map(ColumnText::of)));
          case DESTROYED, NOTHING_HIDDEN -> left;
          case WITHOUT_KEY -> List.of(time, Optional.empty(), Optional.empty());
        };
    return new DerivedLeaf(
        columns,
        Optional.of(record),
        Optional.of(identity),
        Optional.of(record.period()),
        content.reading(),
        Optional.empty(),
        List.of(),
        Optional.of(
            new Release(identity(RecordType.REQUEST, id, record.requestRoot()), values, left)));
  }

  private static DerivedLeaf view(
      Map<String, Expected> columns, ViewRecord record, Opening<ViewDetails> details) {
    Bytes identity = common(columns, record, Optional.empty(), record.query());
    columns.putAll(HiddenColumns.periodAndState(record.period(), details.reading()));
    put(columns, "outcome", outcome(record.type()));
    nulls(columns, "released_at");
    HiddenColumns.NAMES.forEach(name -> nulls(columns, name));
    Map<String, Expected> look = new LinkedHashMap<>();
    put(look, "view_id", record.viewId());
    look.put("auditor", HiddenColumns.hidden(details, d -> Optional.of(d.auditor().value())));
    look.put("agency", HiddenColumns.hidden(details, d -> d.agency().map(AgencyId::value)));
    look.put("operation", HiddenColumns.hidden(details, d -> Optional.of(d.query().operation())));
    look.put(
        "parameters", HiddenColumns.hidden(details, d -> Optional.of(d.query().parametersText())));
    look.put("reason", HiddenColumns.hidden(details, d -> Optional.of(d.reason().text())));
    return new DerivedLeaf(
        columns,
        Optional.of(record),
        Optional.of(identity),
        Optional.of(record.period()),
        details.reading(),
        Optional.of(look),
        List.of(),
        Optional.empty());
  }

  /** A record that hides nothing. */
  private static DerivedLeaf open(Map<String, Expected> columns, LogRecord record, Bytes root) {
    Bytes identity = common(columns, record, Optional.empty(), root);
    put(columns, "state", "valid");
    put(columns, "outcome", outcome(record.type()));
    nulls(columns, "released_at", "period");
    HiddenColumns.NAMES.forEach(name -> nulls(columns, name));
    return new DerivedLeaf(
        columns,
        Optional.of(record),
        Optional.of(identity),
        Optional.empty(),
        Reading.NOTHING_HIDDEN,
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  private static Bytes common(
      Map<String, Expected> columns, LogRecord record, Optional<UUID> exchange, Bytes root) {
    columns.put("logged_at", new Expected.Near(record.time(), MOST_APART));
    put(columns, "type", record.type().name());
    columns.put("exchange_id", new Exactly(exchange.map(ColumnText::of)));
    put(columns, "bound_root", root);
    put(columns, "recorded_at", record.time());
    return identity(record.type(), exchange, root);
  }

  private static String summary(List<String> statuses) {
    Set<String> kinds = new TreeSet<>(statuses);
    return kinds.size() == 1 ? kinds.iterator().next() : "mixed";
  }

  private static String outcome(RecordType type) {
    return switch (type) {
      case REQUEST -> "open";
      case RELEASE -> RELEASED;
      case ENROL -> "enrolled";
      case REGISTER -> "registered";
      case VIEW -> "viewed";
      case DENY -> "denied";
      case CONFIG -> "published";
      case KEY -> "destroyed";
    };
  }

  private static Bytes identity(RecordType type, Optional<UUID> exchange, Bytes root) {
    String name = type.name() + " " + exchange.map(UUID::toString).orElse("-") + " ";
    return Bytes.of(Arrays.copyOf(Sha256.of(name.getBytes(US_ASCII), root.toArray()), IDENTITY));
  }

  private static void put(Map<String, Expected> columns, String name, Object value) {
    columns.put(name, new Exactly(Optional.of(ColumnText.of(value))));
  }

  private static void nulls(Map<String, Expected> columns, String... names) {
    for (String name : names) {
      columns.put(name, new Exactly(Optional.empty()));
    }
  }
}
