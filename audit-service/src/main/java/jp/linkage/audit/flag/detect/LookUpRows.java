package jp.linkage.audit.flag.detect;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.linkage.audit.flag.rule.Official;
import jp.linkage.audit.flag.rule.RepeatedPerson;
import jp.linkage.audit.flag.rule.RepeatedPerson.LookUp;
import jp.linkage.kit.database.Parameters;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.StaffPseudonym;
import jp.linkage.protocol.json.Bytes;

/** Who was asked about how often. Reads the lids where they are, and keeps none elsewhere. */
@ApplicationScoped
class LookUpRows {
  static final String FIRST_LEAF =
      "select leaf_index from entry where logged_at >= ? order by logged_at, leaf_index limit 1";
  private static final String REQUESTS =
      """
      from entry_subject s join entry e using (leaf_index)
      where s.lid %s and s.leaf_index >= ? and s.leaf_index < ? and not s.rejected
        and e.type = 'REQUEST' and e.state = 'valid' and e.dup_of is null and e.staff is not null
      """;
  static final String CANDIDATES =
      """
      select s.lid
      %s
      group by s.lid
      having count(distinct s.leaf_index) >= ? or count(distinct (e.inquirer, e.staff)) >= ?
      """
          .formatted(
              REQUESTS.formatted(
                  "in (select lid from entry_subject where leaf_index >= ? and leaf_index < ?)"));
  static final String LOOK_UPS =
      """
      select s.lid, s.leaf_index, e.exchange_id, e.logged_at, e.inquirer, e.staff
      %s
      order by s.lid, s.leaf_index, s.item_index
      """
          .formatted(REQUESTS.formatted("= any (?)"));

  /** What was asked about each person of a batch who was asked about often, the oldest first. */
  Map<Bytes, List<LookUp>> find(Connection connection, Batch batch, RepeatedPerson rule)
      throws SQLException {
    long from = firstLeaf(connection, batch.firstAt().minus(rule.within()), batch.from());
    List<Bytes> lids = candidates(connection, batch, from, rule);
    Map<Bytes, List<LookUp>> found = new LinkedHashMap<>();
    if (lids.isEmpty()) {
      return found;
    }
    try (PreparedStatement select = connection.prepareStatement(LOOK_UPS)) {
      Parameters.set(select, lids, from, batch.to());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found
              .computeIfAbsent(Bytes.of(row.getBytes(1)), _ -> new ArrayList<>())
              .add(
                  new LookUp(
                      row.getLong(2),
                      row.getObject(3, UUID.class),
                      row.getObject(4, OffsetDateTime.class).toInstant(),
                      new Official(
                          new AgencyId(row.getString(5)), new StaffPseudonym(row.getString(6)))));
        }
      }
    }
    return found;
  }

  private static List<Bytes> candidates(
      Connection connection, Batch batch, long from, RepeatedPerson rule) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(CANDIDATES)) {
      Parameters.set(
          select,
          batch.from(),
          batch.to(),
          from,
          batch.to(),
          rule.exchanges(),
          rule.leastOfficials());
      List<Bytes> lids = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          lids.add(Bytes.of(row.getBytes(1)));
        }
      }
      return lids;
    }
  }

  /** The first leaf of the time that counts, no later than the batch. */
  private static long firstLeaf(Connection connection, Instant since, long batch)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(FIRST_LEAF)) {
      Parameters.set(select, since);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Math.min(row.getLong(1), batch) : batch;
      }
    }
  }
}
