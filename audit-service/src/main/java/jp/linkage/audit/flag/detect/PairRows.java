package jp.linkage.audit.flag.detect;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jp.linkage.audit.flag.rule.FirstTimePair;
import jp.linkage.audit.flag.rule.FlagSubject.OfOffice;
import jp.linkage.kit.database.Parameters;

/** Which offices have asked which agencies. */
@ApplicationScoped
class PairRows {
  private static final String INSERT =
      """
      insert into flag_pair (inquirer, provider, organisation, first_leaf) values (?, ?, ?, ?)
      on conflict (inquirer, provider, organisation) do nothing
      """;
  private static final String OTHERS =
      """
      select exists (
        select from flag_pair where inquirer = ? and provider = ? and organisation <> ?)
      """;

  /** A first request. */
  record Added(FirstTimePair.First first, Evidence request) {}

  /** Adds the offices of these requests; answers with those that are new, in the log's order. */
  List<Added> add(Connection connection, List<Act> requests) throws SQLException {
    Map<OfOffice, Act> firsts = new LinkedHashMap<>();
    for (Act act : requests) {
      act.provider()
          .ifPresent(provider ->
              firsts.putIfAbsent(
                  new OfOffice(act.official().agency(), act.organisation(), provider), act));
    }
    List<Added> added = new ArrayList<>();
    for (Map.Entry<OfOffice, Act> first : firsts.entrySet()) {
      OfOffice office = first.getKey();
      Act act = first.getValue();
      if (insert(connection, office, act.leafIndex())) {
        added.add(
            new Added(
                new FirstTimePair.First(office, act.at(), !othersHaveAsked(connection, office)),
                new Evidence(act.leafIndex(), act.exchange())));
      }
    }
    return added;
  }

  private static boolean insert(Connection connection, OfOffice office, long leafIndex)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      Parameters.set(
          insert,
          office.inquirer().value(),
          office.provider().value(),
          office.organisation(),
          leafIndex);
      return insert.executeUpdate() == 1;
    }
  }

  private static boolean othersHaveAsked(Connection connection, OfOffice office)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(OTHERS)) {
      Parameters.set(
          select, office.inquirer().value(), office.provider().value(), office.organisation());
      try (ResultSet row = select.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }
}
