package jp.linkage.tax.ingest;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jp.linkage.tax.file.AssessmentLine;
import jp.linkage.tax.file.Fault;
import jp.linkage.tax.file.ReadAssessments;

/**
 * Checks a whole file and stages its lines, before anything of it is imported. When it is cut short
 * it begins again: it changes nothing but its own working data.
 */
@ApplicationScoped
class ValidateFile {
  private final ImportJobRows jobs;
  private final FileSpool spool;
  private final StagedLines staged;
  private final ImportFaults faults;
  private final ImportConfig config;

  ValidateFile(
      ImportJobRows jobs,
      FileSpool spool,
      StagedLines staged,
      ImportFaults faults,
      ImportConfig config) {
    this.jobs = jobs;
    this.spool = spool;
    this.staged = staged;
    this.faults = faults;
    this.config = config;
  }

  /**
   * Validates the file of a claimed job, and rejects the job when its mode demands that.
   *
   * @return whether its lines are to be applied now
   * @throws ClaimLost when another worker took over
   */
  boolean validate(ImportClaim claim) {
    QuarkusTransaction.requiringNew().run(() -> jobs.restartValidation(claim));
    var staging = new Staging(claim);
    List<Fault> ofTheFile = read(claim, staging);
    staging.flush();
    return QuarkusTransaction.requiringNew().call(() -> decide(claim, staging, ofTheFile));
  }

  private List<Fault> read(ImportClaim claim, Staging staging) {
    try (var file = spool.read(claim.importId())) {
      return ReadAssessments.read(file, claim.format(), staging::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean decide(ImportClaim claim, Staging staging, List<Fault> ofTheFile) {
    UUID importId = claim.importId();
    if (!ofTheFile.isEmpty()) {
      faults.keep(importId, ofTheFile);
      jobs.countRead(claim, 0, 0, ofTheFile.size());
      jobs.reject(claim);
      return false;
    }
    var duplicates = staged.rejectDuplicates(importId, staging.room());
    jobs.countDuplicates(claim, duplicates.rejected(), duplicates.faults());
    int accepted = staging.accepted - duplicates.rejected();
    boolean apply =
        switch (claim.mode()) {
          case WHOLE_FILE -> accepted == staging.read;
          case VALID_LINES -> accepted > 0;
        };
    if (apply) {
      jobs.startApplying(claim);
    } else {
      jobs.reject(claim);
    }
    return apply;
  }

  /** Lines on their way to the database, a batch per transaction. */
  private final class Staging {
    private final ImportClaim claim;
    private final List<AssessmentLine> batch = new ArrayList<>();
    private int read;
    private int accepted;
    private int kept;

    Staging(ImportClaim claim) {
      this.claim = claim;
    }

    /** How many faults may still be kept. */
    int room() {
      return config.keptFaults() - kept;
    }

    void add(AssessmentLine line) {
      batch.add(line);
      if (batch.size() >= config.batchLines()) {
        flush();
      }
    }

    void flush() {
      var found = new ArrayList<Fault>();
      for (AssessmentLine line : batch) {
        if (line instanceof AssessmentLine.Rejected rejected) {
          found.addAll(rejected.faults());
        }
      }
      int wrong =
          (int) batch.stream().filter(line -> line instanceof AssessmentLine.Rejected).count();
      List<Fault> toKeep = found.subList(0, Math.min(found.size(), room()));
      QuarkusTransaction.requiringNew()
          .run(() -> {
            jobs.countRead(claim, batch.size() - wrong, wrong, found.size());
            staged.stage(claim.importId(), batch);
            faults.keep(claim.importId(), toKeep);
          });
      read += batch.size();
      accepted += batch.size() - wrong;
      kept += toKeep.size();
      batch.clear();
    }
  }
}
