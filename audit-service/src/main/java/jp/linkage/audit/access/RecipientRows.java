package jp.linkage.audit.access;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jp.linkage.audit.access.Recipients.Recipient;
import jp.linkage.audit.access.RecordBody.Asked;
import jp.linkage.audit.database.Transactions;
import jp.linkage.audit.query.EntryPage;
import jp.linkage.audit.query.EntryRows;
import jp.linkage.audit.query.EntrySelect;
import jp.linkage.audit.view.Viewed;
import jp.linkage.kit.database.Parameters;
import jp.linkage.protocol.json.Bytes;

/** Releases of an answer, and to whom. */
@ApplicationScoped
class RecipientRows {
  private static final int MAX_ROWS = 100_000;
  private static final String COUNT =
      """
      select inquirer, count(distinct exchange_id), sum(answers), min(logged_at), max(logged_at),
        sum(count(*)) over ()
      from released group by inquirer order by 2 desc, inquirer
      """;

  // the persons of an exchange are those of its request, in the same order
  private static final String OF_PERSON =
      """
      (exchange_id in (
          select r.exchange_id from entry_subject s join entry r using (leaf_index)
          where s.lid = ? and r.type = 'REQUEST')
        and exists (
          select 1 from entry_subject s join entry r using (leaf_index)
          where s.lid = ? and r.type = 'REQUEST' and r.exchange_id = entry.exchange_id
            and entry.statuses[s.item_index + 1] = 'answered'))
      """;

  private final EntryRows entries;
  private final Transactions transactions;

  RecipientRows(EntryRows entries, Transactions transactions) {
    this.entries = entries;
    this.transactions = transactions;
  }

  /**
   * Who received it.
   *
   * @param lid the person in question; everybody's records if empty
   */
  Recipients find(Viewed view, Asked asked, Optional<Bytes> lid) {
    EntryPage page = entries.page(view, select(asked, lid), asked.place());
    EntrySelect.Sql released =
        select(asked, lid)
            .newest(
                "inquirer, exchange_id, logged_at, leaf_index,"
                    + " cardinality(array_positions(statuses, 'answered')) as answers",
                view.scope(),
                MAX_ROWS);
    return transactions.read(connection -> {
      try (PreparedStatement count =
          connection.prepareStatement(
              "with released as materialized (" + released.text() + ")" + COUNT)) {
        Parameters.set(count, released.values().toArray());
        List<Recipient> recipients = new ArrayList<>();
        long counted = 0;
        try (ResultSet row = count.executeQuery()) {
          while (row.next()) {
            recipients.add(
                new Recipient(
                    row.getString(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getObject(4, OffsetDateTime.class).toInstant(),
                    row.getObject(5, OffsetDateTime.class).toInstant()));
            counted = row.getLong(6);
          }
        }
        return new Recipients(
            recipients,
            counted < MAX_ROWS,
            asked.fiscalYear().isPresent() ? List.of("fiscalYear") : List.of(),
            page.entries(),
            page.next(),
            view.logged());
      }
    });
  }

  private static EntrySelect select(Asked asked, Optional<Bytes> lid) {
    EntrySelect select = asked.released();
    lid.ifPresent(person -> select.and(OF_PERSON, person, person));
    return select;
  }
}
