package jp.linkage.tax.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;
import jp.linkage.tax.assessment.Expectation;
import jp.linkage.tax.file.Fault;
import jp.linkage.tax.file.FaultKind;

/** The faults that were found in files. */
@ApplicationScoped
class ImportFaults {
  /** The position within its line of a fault that belongs to no column. */
  static final int AFTER_ALL_COLUMNS = 10_000;

  private static final String KEEP =
      """
      insert into import_fault (import_id, line, position, column_name, kind, expected,
          expected_ja, other_line, byte_offset)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String READ =
      """
      select line, position, column_name, kind, expected, expected_ja, other_line, byte_offset
      from import_fault where import_id = ? and (line, position) > (?, ?)
      order by line, position limit ?
      """;

  private final DataSource database;

  ImportFaults(DataSource database) {
    this.database = database;
  }

  /**
   * A fault and its place in the order of all faults of its file.
   *
   * @param position of several faults of a line, which one
   */
  record Kept(Fault fault, int position) {}

  /** Keeps the faults of one or more lines; those of a line stay in their order. */
  void keep(UUID importId, List<Fault> faults) {
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(KEEP)) {
      int line = -1;
      int position = 0;
      for (Fault fault : faults) {
        position = fault.line() == line ? position + 1 : 0;
        line = fault.line();
        statement.setObject(1, importId);
        statement.setInt(2, line);
        statement.setInt(3, position);
        statement.setString(4, fault.column().orElse(null));
        statement.setString(5, fault.kind().id());
        statement.setString(6, fault.expected().en());
        statement.setString(7, fault.expected().ja());
        statement.setObject(
            8, fault.otherLine().isPresent() ? fault.otherLine().getAsInt() : null, Types.INTEGER);
        statement.setObject(
            9,
            fault.byteOffset().isPresent() ? fault.byteOffset().getAsLong() : null,
            Types.BIGINT);
        statement.addBatch();
      }
      statement.executeBatch();
    } catch (SQLException e) {
      throw new StorageFailure(e);
    }
  }

  /** The kept faults of a file in the order of its lines, those after a place. */
  List<Kept> read(UUID importId, int afterLine, int afterPosition, int limit) {
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(READ)) {
      statement.setObject(1, importId);
      statement.setInt(2, afterLine);
      statement.setInt(3, afterPosition);
      statement.setInt(4, limit);
      var faults = new ArrayList<Kept>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          faults.add(new Kept(fault(rows), rows.getInt("position")));
        }
      }
      return faults;
    } catch (SQLException e) {
      throw new StorageFailure(e);
    }
  }

  private static Fault fault(ResultSet row) throws SQLException {
    int otherLine = row.getInt("other_line");
    OptionalInt other = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(otherLine);
    long byteOffset = row.getLong("byte_offset");
    OptionalLong offset = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(byteOffset);
    return new Fault(
        row.getInt("line"),
        Optional.ofNullable(row.getString("column_name")),
        FaultKind.parse(row.getString("kind")).orElseThrow(),
        new Expectation(row.getString("expected"), row.getString("expected_ja")),
        other,
        offset);
  }
}
