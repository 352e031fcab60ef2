package jp.linkage.tax.ingest;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.protocol.header.StaffPseudonym;
import jp.linkage.tax.file.FileFormat;

/** Takes a file to import, and leaves the rest to a worker. */
@ApplicationScoped
class ReceiveFile {
  private final ImportJobRows jobs;
  private final FileSpool spool;
  private final ImportWorker worker;

  ReceiveFile(ImportJobRows jobs, FileSpool spool, ImportWorker worker) {
    this.jobs = jobs;
    this.spool = spool;
    this.worker = worker;
  }

  /** What became of a file that was sent. */
  sealed interface Outcome {}

  /** It is here and waits for a worker. */
  record Received(ImportJob job) implements Outcome {}

  /** The same bytes came before, and were imported or are being imported. */
  record SameFile(ImportJob earlier) implements Outcome {}

  /** It is larger than the configuration allows. */
  record TooLarge() implements Outcome {}

  /** Reads the stream to its end; when it breaks, nothing of it stays. */
  Outcome receive(InputStream file, FileFormat format, ImportMode mode, StaffPseudonym staff)
      throws IOException {
    UUID importId = UUID.randomUUID();
    QuarkusTransaction.requiringNew().run(() -> jobs.begin(importId, format, mode, staff));
    boolean complete = false;
    try {
      Optional<FileSpool.Spooled> spooled = spool.write(importId, file);
      if (spooled.isEmpty()) {
        return new TooLarge();
      }
      Outcome outcome =
          QuarkusTransaction.requiringNew().call(() -> register(importId, spooled.get()));
      complete = outcome instanceof Received;
      return outcome;
    } finally {
      if (complete) {
        worker.wake();
      } else {
        QuarkusTransaction.requiringNew().run(() -> jobs.discard(importId));
      }
    }
  }

  private Outcome register(UUID importId, FileSpool.Spooled spooled) {
    return jobs.receive(importId, spooled.sha256(), spooled.sizeBytes())
        .flatMap(jobs::job)
        .<Outcome>map(SameFile::new)
        .orElseGet(() -> new Received(jobs.job(importId).orElseThrow()));
  }
}
