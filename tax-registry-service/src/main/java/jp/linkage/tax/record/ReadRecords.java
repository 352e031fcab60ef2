package jp.linkage.tax.record;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;
import jp.linkage.kit.person.AddresseeNumber;

/** Reads what the kit records of every exchange, the latest first. */
@ApplicationScoped
class ReadRecords {
  private static final String RECORDS =
      """
      select * from exchange_record r
      where (?::timestamptz is null or requested_at >= ?)
        and (?::timestamptz is null or requested_at < ?)
        and (?::text is null or exists (
          select from exchange_record_subject s
          where s.exchange_id = r.exchange_id and s.role = r.role and s.addressee_no = ?))
        and (?::uuid is null or (requested_at, exchange_id, role) < (
          select b.requested_at, b.exchange_id, b.role from exchange_record b
          where b.exchange_id = ? and b.role = ?))
      order by requested_at desc, exchange_id desc, role desc limit ?
      """;

  private static final String SUBJECTS =
      """
      select exchange_id, role, addressee_no, outcome from exchange_record_subject
      where exchange_id = any (?) order by exchange_id, role, position
      """;

  private final DataSource database;

  ReadRecords(DataSource database) {
    this.database = database;
  }

  /**
   * Which records are asked.
   *
   * @param from requested then or later
   * @param to requested before then
   * @param addressee about this person, perhaps among others
   * @param before the last record of the page before: go on with what is older
   */
  record Filter(
      Optional<Instant> from,
      Optional<Instant> to,
      Optional<AddresseeNumber> addressee,
      Optional<RecordCursor> before) {}

  List<ExchangeRecord> read(Filter filter, int limit) {
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(RECORDS)) {
      Object from = filter.from().map(ReadRecords::timestamp).orElse(null);
      Object to = filter.to().map(ReadRecords::timestamp).orElse(null);
      String addressee = filter.addressee().map(AddresseeNumber::value).orElse(null);
      UUID before = filter.before().map(RecordCursor::exchangeId).orElse(null);
      statement.setObject(1, from, Types.TIMESTAMP_WITH_TIMEZONE);
      statement.setObject(2, from, Types.TIMESTAMP_WITH_TIMEZONE);
      statement.setObject(3, to, Types.TIMESTAMP_WITH_TIMEZONE);
      statement.setObject(4, to, Types.TIMESTAMP_WITH_TIMEZONE);
      statement.setString(5, addressee);
      statement.setString(6, addressee);
      statement.setObject(7, before, Types.OTHER);
      statement.setObject(8, before, Types.OTHER);
      statement.setString(9, filter.before().map(RecordCursor::role).orElse(null));
      statement.setInt(10, limit);
      var found = new ArrayList<ExchangeRecord>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(record(rows));
        }
      }
      return withSubjects(connection, found);
    } catch (SQLException e) {
      throw new IllegalStateException("exchange records: SQL state " + e.getSQLState(), e);
    }
  }

  private static List<ExchangeRecord> withSubjects(
      Connection connection, List<ExchangeRecord> records) throws SQLException {
    Map<RecordCursor, List<ExchangeRecord.Subject>> subjects = new HashMap<>();
    Object[] ids = records.stream().map(ExchangeRecord::exchangeId).distinct().toArray();
    try (var statement = connection.prepareStatement(SUBJECTS)) {
      statement.setArray(1, connection.createArrayOf("uuid", ids));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          subjects
              .computeIfAbsent(
                  new RecordCursor(rows.getObject(1, UUID.class), rows.getString(2)),
                  _ -> new ArrayList<>())
              .add(
                  new ExchangeRecord.Subject(
                      Optional.ofNullable(rows.getString(3)), rows.getString(4)));
        }
      }
    }
    return records.stream()
        .map(record -> record.with(subjects.getOrDefault(RecordCursor.of(record), List.of())))
        .toList();
  }

  private static ExchangeRecord record(ResultSet row) throws SQLException {
    return new ExchangeRecord(
        row.getObject("exchange_id", UUID.class),
        row.getString("role"),
        row.getString("inquirer"),
        row.getString("provider"),
        row.getString("organisation"),
        row.getString("item_number"),
        row.getString("affair"),
        row.getString("procedure"),
        Arrays.asList((String[]) row.getArray("information").getArray()),
        row.getString("subject_relation"),
        row.getString("case_reference"),
        row.getString("staff"),
        row.getBoolean("non_disclosure"),
        row.getObject("requested_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject("provided_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant),
        row.getString("outcome"),
        offset(row, "request_offset"),
        offset(row, "release_offset"),
        List.of());
  }

  private static OptionalLong offset(ResultSet row, String column) throws SQLException {
    long offset = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(offset);
  }

  private static OffsetDateTime timestamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
