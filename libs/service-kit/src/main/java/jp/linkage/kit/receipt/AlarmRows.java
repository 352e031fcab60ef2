package jp.linkage.kit.receipt;

import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.kit.database.Command;
import jp.linkage.kit.database.RunCommands;
import jp.linkage.protocol.json.Bytes;

/** The alarms. Everything in the caller's transaction. */
@ApplicationScoped
@IfBuildProperty(name = "linkage.agency.enabled", stringValue = "true")
class AlarmRows {
  private static final String NOTE =
      "INSERT INTO log_note (digest, note) VALUES (?, ?) ON CONFLICT DO NOTHING";
  private static final String RAISE =
      """
      INSERT INTO log_alarm
        (kind, exchange_id, log_offset, expected, found, held_note, shown_note, raised_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
      """;
  private static final String IS_RAISED =
      """
      SELECT FROM log_alarm
      WHERE kind = ? AND exchange_id IS NOT DISTINCT FROM ? AND log_offset IS NOT DISTINCT FROM ?
        AND settled_at IS NULL
      """;
  private static final String SETTLE =
      """
      UPDATE log_alarm SET settled_at = ?
      WHERE exchange_id = ? AND log_offset = ? AND settled_at IS NULL
      """;

  // A log that showed two histories is convicted of it for ever
  private static final String SETTLE_LOG =
      """
      UPDATE log_alarm a SET settled_at = ?
      WHERE settled_at IS NULL AND kind <> 'inconsistent'
        AND (exchange_id IS NULL OR EXISTS (
          SELECT FROM log_receipt r WHERE r.exchange_id = a.exchange_id
            AND r.log_offset = a.log_offset AND r.state = 'proven'))
      """;

  private final RunCommands database;

  AlarmRows(RunCommands database) {
    this.database = database;
  }

  /**
   * Keeps an alarm with its evidence.
   *
   * @return whether it is a new one: the same is not raised twice before it is settled
   */
  boolean raise(Alarm alarm, Instant now) {
    Optional<UUID> exchange = alarm.about().map(Alarm.Place::exchangeId);
    Optional<Long> offset = alarm.about().map(Alarm.Place::offset);
    // The same finding comes again and again, each time with another note
    boolean isRaised =
        database.run(
            Command.query(IS_RAISED, ResultSet::next, alarm.kind().value(), exchange, offset));
    if (isRaised) {
      return false;
    }
    int raised =
        database.run(
            Command.change(
                RAISE,
                alarm.kind().value(),
                exchange,
                offset,
                alarm.kind().expected(),
                alarm.found(),
                note(alarm.held()),
                note(alarm.shown()),
                now));
    return raised == 1;
  }

  private Optional<Bytes> note(Optional<Bytes> note) {
    Optional<Bytes> digest = note.map(Bytes::sha256);
    if (note.isPresent()) {
      database.run(Command.change(NOTE, digest, note));
    }
    return digest;
  }

  /** The log kept these promises after all. */
  void settle(List<OpenReceipt> proven, Instant now) {
    for (OpenReceipt receipt : proven) {
      database.run(Command.change(SETTLE, now, receipt.exchangeId(), receipt.key().offset()));
    }
  }

  /** The log shows a checkpoint that holds again. */
  void settleLog(Instant now) {
    database.run(Command.change(SETTLE_LOG, now));
  }
}
