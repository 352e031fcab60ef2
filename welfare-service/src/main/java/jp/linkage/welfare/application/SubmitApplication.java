package jp.linkage.welfare.application;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.protocol.header.CaseReference;
import jp.linkage.protocol.header.StaffPseudonym;

/** Stores an application once, however often the same request comes. */
@ApplicationScoped
class SubmitApplication {
  private static final TimeBasedEpochGenerator IDS = Generators.timeBasedEpochGenerator();

  private final ApplicationRows rows;

  SubmitApplication(ApplicationRows rows) {
    this.rows = rows;
  }

  /** What became of a submission. */
  sealed interface Submission {
    /** Stored now. */
    record Stored(UUID id) implements Submission {}

    /** The same request came before. */
    record Repeated(UUID id) implements Submission {}

    /** The key came before with another request. */
    record KeyConflict() implements Submission {}
  }

  /**
   * Stores an application under an idempotency key of its caller.
   *
   * @param body the request, whose hash tells a repetition from another request
   */
  Submission submit(
      NewApplication entered, byte[] body, String idempotencyKey, StaffPseudonym staff) {
    byte[] hash = sha256(body);
    return QuarkusTransaction.requiringNew()
        .call(() -> {
          rows.lockKey(staff, idempotencyKey);
          return rows.underKey(staff, idempotencyKey)
              .map(row -> repeated(row, hash))
              .orElseGet(() -> store(entered, hash, idempotencyKey, staff));
        });
  }

  private static Submission repeated(ApplicationRow row, byte[] hash) {
    return row.hasRequestHash(hash)
        ? new Submission.Repeated(row.id())
        : new Submission.KeyConflict();
  }

  private Submission store(
      NewApplication entered, byte[] hash, String idempotencyKey, StaffPseudonym staff) {
    UUID id = IDS.generate();
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    rows.insert(
        new Application(
            id,
            entered.caseReference().orElseGet(() -> new CaseReference("application/" + id)),
            entered,
            ApplicationState.RECEIVED,
            List.of(),
            List.of(),
            Optional.empty(),
            now,
            staff,
            now),
        idempotencyKey,
        hash);
    return new Submission.Stored(id);
  }

  private static byte[] sha256(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
