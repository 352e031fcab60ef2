package jp.linkage.audit.projection;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import jp.linkage.audit.database.Transactions;
import jp.linkage.audit.projection.EntryColumns.Identity;
import jp.linkage.kit.database.Command;
import jp.linkage.kit.database.Parameters;
import jp.linkage.kit.database.RoundTrip;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.receipt.ReleaseRecord;
import jp.linkage.protocol.receipt.ViewDetails;
import jp.linkage.protocol.receipt.ViewRecord;

/** Writes leaves as rows. The same leaves give the same rows, in whatever batches they come. */
@ApplicationScoped
public class ProjectionRows {
  private static final String INSERT_LEAF =
      "insert into leaf (leaf_index, logged_at, record) values (?, ?, ?)";
  private static final String INSERT_SUBJECT =
      "insert into entry_subject (lid, leaf_index, item_index, rejected) values (?, ?, ?, ?)";
  private static final String INSERT_VIEW =
      """
      insert into auditor_view (leaf_index, view_id, auditor, agency, operation, parameters, reason)
      values (?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String INSERT_ENTRY =
      """
      insert into entry (leaf_index, leaf_hash, logged_at, state, dup_of, type, exchange_id,
        bound_root, recorded_at, requested_at, inquirer, provider, item_number, affair, procedure,
        information, subject_relation, organisation, case_reference, staff, item_count,
        non_disclosure, outcome, statuses, reason, period)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String MARK_RELEASED =
      """
      update entry set released_at = ?, outcome = ?, statuses = ?
      where exchange_id = ? and type = 'REQUEST' and bound_root = ? and state <> 'invalid'
        and dup_of is null
      """;
  private static final String SELECT_FIRST =
      """
      select exchange_id, type, bound_root, leaf_index from entry
      where (exchange_id = any (?)
          or (exchange_id is null and type in ('CONFIG', 'VIEW', 'KEY') and bound_root = any (?)))
        and state <> 'invalid' and dup_of is null
      """;

  /**
   * Makes room for the bytes of a month's records, unless there is. Before the batch and in a
   * transaction of its own: the lock that it takes is not held for longer.
   */
  public void addMonth(Connection connection, YearMonth month) throws SQLException {
    var _ =
        Transactions.commit(
            connection,
            inTransaction ->
                RoundTrip.of(
                    inTransaction,
                    Command.query(
                        "select add_leaf_month(?)",
                        ResultSet::next,
                        month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant())));
  }

  /**
   * Inserts the leaves of a batch, in the order of the log.
   *
   * @throws SQLException also if there is no room for a leaf's month ({@link #addMonth})
   */
  public void insert(Connection connection, List<LeafRead> leaves) throws SQLException {
    List<EntryColumns> batch = leaves.stream().map(EntryColumns::of).toList();
    Map<Identity, Long> first = firstOf(connection, batch);
    List<EntryColumns> releases = new ArrayList<>();
    try (PreparedStatement leaf = connection.prepareStatement(INSERT_LEAF);
        PreparedStatement entry = connection.prepareStatement(INSERT_ENTRY);
        PreparedStatement subject = connection.prepareStatement(INSERT_SUBJECT);
        PreparedStatement view = connection.prepareStatement(INSERT_VIEW)) {
      for (EntryColumns columns : batch) {
        long index = columns.leaf().index();
        Parameters.set(leaf, index, columns.leaf().loggedAt(), columns.leaf().value());
        leaf.addBatch();
        Optional<Long> dupOf =
            columns.identity().flatMap(id -> Optional.ofNullable(first.putIfAbsent(id, index)));
        add(entry, columns, dupOf);
        List<Bytes> lids = columns.lids();
        for (int i = 0; i < lids.size(); i++) {
          Parameters.set(subject, lids.get(i), index, i, columns.rejected(i));
          subject.addBatch();
        }
        if (dupOf.isEmpty()) {
          switch (columns.record().orElse(null)) {
            case ReleaseRecord _ -> releases.add(columns);
            case ViewRecord record -> add(view, columns, record);
            case null, default -> {}
          }
        }
      }
      leaf.executeBatch();
      entry.executeBatch();
      subject.executeBatch();
      view.executeBatch();
    }
    markReleased(connection, releases);
  }

  private static void add(PreparedStatement entry, EntryColumns columns, Optional<Long> dupOf)
      throws SQLException {
    Optional<Header> header = columns.header();
    Parameters.set(
        entry,
        columns.leaf().index(),
        columns.leaf().hash(),
        columns.leaf().loggedAt(),
        columns.state(),
        dupOf,
        columns.record().map(record -> record.type().name()),
        columns.exchange(),
        columns.identity().map(Identity::root),
        columns.recordedAt(),
        header.map(Header::requestedAt),
        header.map(h -> h.agency().value()),
        columns.provider(),
        columns.basis().map(b -> b.itemNumber().value()),
        columns.basis().map(b -> b.affair().value()),
        columns.basis().map(b -> b.procedure().value()),
        columns.information(),
        columns.basis().map(b -> b.subjectRelation().value()),
        header.map(h -> h.occasion().organisation()),
        header.map(h -> h.occasion().caseReference().value()),
        header.map(h -> h.occasion().staff().value()),
        header.map(Header::count),
        header.map(h -> h.occasion().nonDisclosure()),
        columns.outcome(),
        columns.statuses(),
        columns.reason(),
        columns.period());
    entry.addBatch();
  }

  private static void add(PreparedStatement view, EntryColumns columns, ViewRecord record)
      throws SQLException {
    Optional<ViewDetails> look = columns.look();
    Parameters.set(
        view,
        columns.leaf().index(),
        record.viewId(),
        look.map(details -> details.auditor().value()),
        look.flatMap(ViewDetails::agency).map(AgencyId::value),
        look.map(details -> details.query().operation()),
        look.map(details -> details.query().parametersText()),
        look.map(details -> details.reason().text()));
    view.addBatch();
  }

  /** The first leaves with the identities of these, as far as the log was projected before. */
  private static Map<Identity, Long> firstOf(Connection connection, List<EntryColumns> batch)
      throws SQLException {
    Set<UUID> exchanges = new LinkedHashSet<>();
    List<byte[]> others = new ArrayList<>();
    for (EntryColumns columns : batch) {
      columns.exchange().ifPresent(exchanges::add);
      if (columns.exchange().isEmpty()) {
        columns.identity().ifPresent(id -> others.add(id.root().toArray()));
      }
    }
    Map<Identity, Long> first = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(SELECT_FIRST)) {
      select.setArray(1, connection.createArrayOf("uuid", exchanges.toArray()));
      select.setArray(2, connection.createArrayOf("bytea", others.toArray(byte[][]::new)));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          first.put(
              new Identity(
                  Optional.ofNullable(row.getObject(1, UUID.class)),
                  row.getString(2),
                  Bytes.of(row.getBytes(3))),
              row.getLong(4));
        }
      }
    }
    return first;
  }

  /** In the order of the log: answers that were deferred come in a later RELEASE. */
  private static void markReleased(Connection connection, List<EntryColumns> releases)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(MARK_RELEASED)) {
      for (EntryColumns columns : releases) {
        if (columns.record().orElseThrow() instanceof ReleaseRecord release) {
          Parameters.set(
              update,
              release.time(),
              columns.outcome(),
              columns.statuses(),
              columns.exchange(),
              release.requestRoot());
          update.addBatch();
        }
      }
      update.executeBatch();
    }
  }
}
