package jp.linkage.audit.conversion;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import jp.linkage.kit.database.Parameters;
import jp.linkage.protocol.conversion.SubjectId;
import jp.linkage.protocol.header.AffairId;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.InformationId;
import jp.linkage.protocol.header.ItemNumber;
import jp.linkage.protocol.header.ProcedureNumber;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.message.LogExtractEntry;
import jp.linkage.protocol.receipt.AnswerStatus;
import jp.linkage.protocol.receipt.RecordType;

/** The projected entries about one person, as that person may see them. */
@ApplicationScoped
class HistoryRows {
  // 番号法23条2項: an entry under 不開示 is not shown to the person
  private static final String SELECT =
      """
      select e.exchange_id, e.type, e.requested_at, e.released_at, e.inquirer, e.organisation,
        e.provider, e.item_number, e.affair, e.procedure, e.information,
        e.statuses[s.item_index + 1], s.rejected
      from entry_subject s join entry e using (leaf_index)
      where s.lid = ? and s.leaf_index < ? and e.dup_of is null and e.state = 'valid'
        and not e.non_disclosure
      order by e.logged_at desc, e.leaf_index desc, s.item_index
      limit ?
      """;

  List<LogExtractEntry> find(Connection connection, SubjectId lid, long before, int limit)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT)) {
      Parameters.set(select, Bytes.of(lid.bytes()), before, limit);
      List<LogExtractEntry> entries = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          entries.add(entry(row));
        }
      }
      return entries;
    }
  }

  private static LogExtractEntry entry(ResultSet row) throws SQLException {
    String status = row.getString(12);
    Optional<AnswerStatus> said =
        status != null
            ? Optional.of(AnswerStatus.parse(status))
            : row.getBoolean(13) ? Optional.of(AnswerStatus.UNKNOWN_PERSON) : Optional.empty();
    return new LogExtractEntry(
        new ExchangeId(row.getObject(1, UUID.class)),
        RecordType.parse(row.getString(2)),
        row.getObject(3, OffsetDateTime.class).toInstant(),
        providedAt(row, said),
        new AgencyId(row.getString(5)),
        row.getString(6),
        row.getString(7) == null ? Optional.empty() : Optional.of(asked(row)),
        said);
  }

  private static Optional<Instant> providedAt(ResultSet row, Optional<AnswerStatus> said)
      throws SQLException {
    OffsetDateTime released = row.getObject(4, OffsetDateTime.class);
    return said.equals(Optional.of(AnswerStatus.ANSWERED)) && released != null
        ? Optional.of(released.toInstant())
        : Optional.empty();
  }

  private static LogExtractEntry.Asked asked(ResultSet row) throws SQLException {
    String[] information = (String[]) row.getArray(11).getArray();
    return new LogExtractEntry.Asked(
        new AgencyId(row.getString(7)),
        new ItemNumber(row.getString(8)),
        new AffairId(row.getString(9)),
        new ProcedureNumber(row.getString(10)),
        Stream.of(information).map(InformationId::new).toList());
  }
}
