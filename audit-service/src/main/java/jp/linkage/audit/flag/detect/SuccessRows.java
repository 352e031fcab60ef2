package jp.linkage.audit.flag.detect;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jp.linkage.audit.flag.rule.DeniedThenSuccess;
import jp.linkage.audit.flag.rule.OfficeHours;
import jp.linkage.audit.flag.rule.Official;
import jp.linkage.kit.database.Parameters;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.StaffPseudonym;

/** Answered requests, and what was denied before them. */
@ApplicationScoped
class SuccessRows {
  // few officials are ever denied: the counts say whose records are worth a look
  static final String SUCCESSES =
      """
      select e.inquirer, e.staff, e.logged_at, e.leaf_index, e.exchange_id from entry e
      where e.exchange_id = any (?::text[]::uuid[]) and e.type = 'REQUEST'
        and e.state <> 'invalid' and e.dup_of is null and e.staff is not null
        and exists (
          select from flag_official_day d
          where d.agency = e.inquirer and d.staff = e.staff and d.denials > 0
            and d.day between (e.logged_at at time zone ?)::date - 1
              and (e.logged_at at time zone ?)::date)
      order by e.leaf_index
      """;
  static final String DENIED =
      """
      select leaf_index, exchange_id, logged_at from entry
      where staff = ? and inquirer = ? and type = 'DENY' and state = 'valid' and dup_of is null
        and logged_at >= ? and logged_at < ?
      order by logged_at, leaf_index limit 1000
      """;

  /** An answered request of somebody who was denied something on this day or the one before. */
  record Answered(DeniedThenSuccess.Success success, Evidence request) {}

  /** A denial. */
  record Denied(Instant at, Evidence evidence) {}

  List<Answered> find(Connection connection, List<Act> releases, OfficeHours hours)
      throws SQLException {
    List<String> exchanges =
        releases.stream().filter(Act::answered).map(act -> act.exchange().toString()).toList();
    if (exchanges.isEmpty()) {
      return List.of();
    }
    try (PreparedStatement select = connection.prepareStatement(SUCCESSES)) {
      String zone = hours.zone().getId();
      Parameters.set(select, exchanges, zone, zone);
      List<Answered> found = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Instant at = row.getObject(3, OffsetDateTime.class).toInstant();
          found.add(
              new Answered(
                  new DeniedThenSuccess.Success(
                      new Official(
                          new AgencyId(row.getString(1)), new StaffPseudonym(row.getString(2))),
                      at,
                      hours.day(at)),
                  new Evidence(row.getLong(4), row.getObject(5, UUID.class))));
        }
      }
      return found;
    }
  }

  /** What was denied to the official of a success before it, since this instant. */
  List<Denied> denied(Connection connection, DeniedThenSuccess.Success success, Instant since)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(DENIED)) {
      Parameters.set(
          select,
          success.official().staff().value(),
          success.official().agency().value(),
          since,
          success.requestedAt());
      List<Denied> found = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(
              new Denied(
                  row.getObject(3, OffsetDateTime.class).toInstant(),
                  new Evidence(row.getLong(1), row.getObject(2, UUID.class))));
        }
      }
      return found;
    }
  }
}
