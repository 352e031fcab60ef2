package jp.linkage.tax.ingest;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.BooleanSupplier;

/** Imports the accepted lines of a validated file, from where the last batch ended. */
@ApplicationScoped
class ApplyLines {
  private final ImportJobRows jobs;
  private final StagedLines staged;
  private final ImportConfig config;

  ApplyLines(ImportJobRows jobs, StagedLines staged, ImportConfig config) {
    this.jobs = jobs;
    this.staged = staged;
    this.config = config;
  }

  /**
   * Applies batch after batch, and completes the job after the last one.
   *
   * @param goOn asked before each batch
   * @throws ClaimLost when another worker took over
   */
  void apply(ImportClaim claim, BooleanSupplier goOn) {
    boolean more = true;
    while (more && goOn.getAsBoolean()) {
      more = QuarkusTransaction.requiringNew().call(() -> applyBatch(claim));
    }
  }

  /** The lines and the position: both, or neither. */
  private boolean applyBatch(ImportClaim claim) {
    ImportJob job = jobs.job(claim.importId()).orElseThrow(ClaimLost::new);
    AppliedBatch batch =
        staged.apply(
            claim.importId(), jobs.appliedThrough(claim), config.batchLines(), job.requestedBy());
    if (batch.lines() == 0) {
      jobs.complete(claim);
      return false;
    }
    jobs.countApplied(claim, batch);
    return true;
  }
}
