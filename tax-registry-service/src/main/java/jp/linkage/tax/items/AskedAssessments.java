package jp.linkage.tax.items;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.tax.assessment.AssessmentContent;
import jp.linkage.tax.assessment.AssessmentKey;
import jp.linkage.tax.assessment.StoredContent;
import jp.linkage.tax.protection.ProtectionLevel;

/** Looks up all that an exchange asks, in one query. */
@ApplicationScoped
class AskedAssessments {
  private static final String ASKED =
      """
      select protection.level, release.state,
          revision.tax_status, revision.address_on_january_1, revision.figures
      from unnest(?::text[], ?::int[]) with ordinality
          as asked (addressee_no, fiscal_year, position)
      left join lateral (
        select level from protection p where p.addressee_no = asked.addressee_no
        order by id desc limit 1) protection on true
      left join lateral (
        select tax_status, address_on_january_1, figures from assessment_revision r
        where r.addressee_no = asked.addressee_no and r.fiscal_year = asked.fiscal_year
        order by revision desc limit 1) revision on true
      left join release on release.exchange_id = ? and release.addressee_no = asked.addressee_no
      order by asked.position
      """;

  private final DataSource database;

  AskedAssessments(DataSource database) {
    this.database = database;
  }

  /**
   * What is on record of one person and year.
   *
   * @param protection how far the person is protected now
   * @param release what an official decided on this exchange and person, if it came to that
   * @param content the current assessment, if there is one
   */
  record Found(
      ProtectionLevel protection,
      Optional<ReleaseState> release,
      Optional<AssessmentContent> content) {}

  /** Exactly one finding per key, in the order of the keys. */
  List<Found> find(ExchangeId exchange, List<AssessmentKey> asked) {
    Object[] numbers = asked.stream().map(key -> key.addressee().value()).toArray();
    Object[] years = asked.stream().map(key -> key.fiscalYear().value()).toArray();
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(ASKED)) {
      statement.setArray(1, connection.createArrayOf("text", numbers));
      statement.setArray(2, connection.createArrayOf("int4", years));
      statement.setObject(3, exchange.value());
      var found = new ArrayList<Found>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(found(rows));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException("asked assessments: SQL state " + e.getSQLState(), e);
    }
  }

  private static Found found(ResultSet row) throws SQLException {
    String status = row.getString("tax_status");
    return new Found(
        Optional.ofNullable(row.getString("level"))
            .map(level -> ProtectionLevel.parse(level).orElseThrow())
            .orElse(ProtectionLevel.NONE),
        Optional.ofNullable(row.getString("state"))
            .map(state -> ReleaseState.parse(state).orElseThrow()),
        status == null
            ? Optional.empty()
            : Optional.of(
                StoredContent.read(
                    status, row.getString("address_on_january_1"), row.getString("figures"))));
  }
}
