package jp.linkage.kit.record;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jp.linkage.kit.database.Command;
import jp.linkage.kit.database.RunCommands;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.kit.receipt.ReceiptConfig;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.receipt.LogReceipt;

/** Writes the record of 番号法23条, in the caller's transaction or else in one of its own. */
@ApplicationScoped
public class RecordExchange {
  private final RunCommands database;
  private final boolean keepsReceipts;

  RecordExchange(RunCommands database, ReceiptConfig receipts) {
    this.database = database;
    this.keepsReceipts = receipts.logUrl().isPresent();
  }

  /** In which capacity this agency took part. */
  public enum Role {
    /** 情報照会者. */
    INQUIRER("inquirer"),
    /** 情報提供者. */
    PROVIDER("provider");

    private final String value;

    Role(String value) {
      this.value = value;
    }

    String value() {
      return value;
    }
  }

  /**
   * A person of the exchange.
   *
   * @param addresseeNumber by this agency's own number; empty when it does not know the person
   * @param outcome for instance {@code provided}, {@code deferred}, {@code unknown-person}
   */
  public record Subject(Optional<AddresseeNumber> addresseeNumber, String outcome) {}

  /**
   * Records an exchange, or brings its record up to date when it went on.
   *
   * @param header of a CONVERT
   * @param subjects in the order of the items
   * @param providedAt when the answer was given or received; empty when there is none
   * @param outcome of the exchange as a whole: {@code answered}, {@code denied} …
   * @param requestReceipt of the REQUEST record, or of a DENY, if it came to that
   * @param releaseReceipt of the RELEASE record, if it came to that and this agency holds it
   */
  public void record(
      Role role,
      Header header,
      List<Subject> subjects,
      Optional<Instant> providedAt,
      String outcome,
      Optional<LogReceipt> requestReceipt,
      Optional<LogReceipt> releaseReceipt) {
    database.run(
        command(role, header, subjects, providedAt, outcome, requestReceipt, releaseReceipt));
  }

  /** The same as a command, for a caller who has another one to run with it. */
  public Command<Integer> command(
      Role role,
      Header header,
      List<Subject> subjects,
      Optional<Instant> providedAt,
      String outcome,
      Optional<LogReceipt> requestReceipt,
      Optional<LogReceipt> releaseReceipt) {
    return ExchangeRecordRows.record(
        role, header, subjects, providedAt, outcome, requestReceipt, releaseReceipt, keepsReceipts);
  }
}
