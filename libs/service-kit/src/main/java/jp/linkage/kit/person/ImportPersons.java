package jp.linkage.kit.person;

import com.fasterxml.uuid.Generators;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import jp.linkage.kit.person.EnrolPersons.Enrolment;
import jp.linkage.kit.person.PersonFile.Line;
import jp.linkage.kit.problem.ProblemException;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.header.CaseReference;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.StaffPseudonym;
import org.jboss.logging.Logger;

/**
 * Enrols the persons of a file in the background, up to 500 under one header.
 *
 * <p>My Numbers are not stored, so an import that a restart interrupts cannot go on by itself: the
 * same file is sent again, and those who are enrolled are compared or passed over.
 */
@ApplicationScoped
@IfBuildProperty(name = "linkage.agency.enabled", stringValue = "true")
public class ImportPersons {
  private static final Logger LOG = Logger.getLogger(ImportPersons.class);
  private static final Duration SILENCE = Duration.ofMinutes(5);

  private final EnrolPersons enrolPersons;
  private final PersonImportRows rows;
  private final Persons persons;
  private final Clock clock;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  ImportPersons(EnrolPersons enrolPersons, PersonImportRows rows, Persons persons, Clock clock) {
    this.enrolPersons = enrolPersons;
    this.rows = rows;
    this.persons = persons;
    this.clock = clock;
  }

  /**
   * Reads the whole file, notes what is wrong in it, and starts to enrol the rest.
   *
   * @param csv UTF-8, {@code addressee_no,my_number}
   * @param compare whether also those are asked for again who are enrolled, to find a mistaken link
   * @return the id of the import
   * @throws ProblemException {@code import-invalid} when the file as a whole is not readable
   */
  public UUID start(byte[] csv, boolean compare, StaffPseudonym staff) {
    List<Line> lines = PersonFile.read(csv);
    UUID id = Generators.timeBasedEpochGenerator().generate();
    QuarkusTransaction.requiringNew()
        .run(() -> {
          rows.start(id, lines.size(), compare, staff);
          for (Line line : lines) {
            if (line instanceof Line.Invalid invalid) {
              rows.add(id, refused(invalid));
            }
          }
        });
    List<Line.Valid> valid =
        lines.stream().filter(Line.Valid.class::isInstance).map(Line.Valid.class::cast).toList();
    executor.execute(() -> run(id, valid, compare, staff));
    return id;
  }

  /** How far an import is; one that has been silent for five minutes is interrupted. */
  Optional<PersonImportRows.Progress> progress(UUID id) {
    return QuarkusTransaction.requiringNew()
        .call(() -> {
          Optional<PersonImportRows.Progress> progress = rows.find(id);
          boolean silent =
              progress
                  .filter(found -> found.state().equals("running"))
                  .filter(found -> isSilentSince(found.progressAt()))
                  .isPresent();
          if (silent) {
            rows.end(id, "interrupted", Optional.of("The service ended; send the file again."));
            return rows.find(id);
          }
          return progress;
        });
  }

  /** The lines of an import after one of them. */
  List<PersonImportRows.Line> lines(UUID id, int after, int limit) {
    return QuarkusTransaction.requiringNew().call(() -> rows.lines(id, after, limit));
  }

  private boolean isSilentSince(Instant progressAt) {
    return progressAt.isBefore(clock.instant().minus(SILENCE));
  }

  private void run(UUID id, List<Line.Valid> lines, boolean compare, StaffPseudonym staff) {
    try {
      for (int from = 0; from < lines.size(); from += Header.MAX_ITEMS) {
        int to = Math.min(lines.size(), from + Header.MAX_ITEMS);
        enrol(id, lines.subList(from, to), compare, staff);
      }
      end(id, "completed", Optional.empty());
    } catch (ProblemException e) {
      end(id, "interrupted", Optional.of(String.valueOf(e.getMessage())));
    } catch (ProtocolViolation e) {
      LOG.warnf("the import of persons %s is interrupted: %s", id, e.getMessage());
      end(id, "interrupted", Optional.of("The gateway's response does not pass the checks."));
    } catch (RuntimeException e) {
      // Its message may quote data
      LOG.errorf("the import of persons %s is interrupted: %s", id, e.getClass().getName());
      end(id, "interrupted", Optional.of("A fault of this service; see its log."));
    } finally {
      lines.forEach(line -> line.myNumber().wipe());
    }
  }

  private void end(UUID id, String state, Optional<String> reason) {
    QuarkusTransaction.requiringNew().run(() -> rows.end(id, state, reason));
  }

  private void enrol(UUID id, List<Line.Valid> lines, boolean compare, StaffPseudonym staff) {
    Map<AddresseeNumber, byte[]> known =
        compare
            ? Map.of()
            : QuarkusTransaction.requiringNew()
                .call(() ->
                    persons.wrappedTokens(
                        lines.stream().map(Line.Valid::addresseeNumber).toList()));
    var asked = new ArrayList<Line.Valid>();
    var done = new ArrayList<PersonImportRows.Line>();
    for (Line.Valid line : lines) {
      if (known.containsKey(line.addresseeNumber())) {
        done.add(line(line, "already-enrolled", Optional.empty()));
      } else {
        asked.add(line);
      }
    }
    if (!asked.isEmpty()) {
      List<Optional<Persons.Outcome>> outcomes =
          enrolPersons.enrol(
              asked.stream()
                  .map(line -> new Enrolment(line.addresseeNumber(), line.myNumber()))
                  .toList(),
              new CaseReference("enrolment/" + id),
              staff);
      for (int i = 0; i < asked.size(); i++) {
        done.add(
            line(
                asked.get(i),
                EnrolmentOutcomes.name(outcomes.get(i)),
                EnrolmentOutcomes.detail(outcomes.get(i))));
      }
    }
    QuarkusTransaction.requiringNew()
        .run(() -> {
          done.forEach(line -> rows.add(id, line));
          rows.progress(id);
        });
  }

  private static PersonImportRows.Line line(
      Line.Valid line, String outcome, Optional<String> detail) {
    return new PersonImportRows.Line(
        line.number(),
        Optional.of(line.addresseeNumber().value()),
        outcome,
        Optional.empty(),
        detail);
  }

  private static PersonImportRows.Line refused(Line.Invalid line) {
    return new PersonImportRows.Line(
        line.number(),
        line.addresseeNumber().map(AddresseeNumber::value),
        "invalid",
        Optional.of(line.column()),
        Optional.of(line.expected()));
  }

  @PreDestroy
  void close() {
    executor.shutdownNow();
  }
}
