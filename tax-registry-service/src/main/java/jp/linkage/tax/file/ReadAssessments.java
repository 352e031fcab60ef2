package jp.linkage.tax.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import jp.linkage.tax.assessment.Expectation;

/**
 * Reads a file of assessments from its beginning to its end. Pure: the same file, the same result.
 */
public final class ReadAssessments {
  private static final Expectation A_LINE_OF_DATA =
      new Expectation("at least one line of data", "1行以上のデータ");
  private static final Expectation SHORTER_LINE =
      new Expectation(
          "a line of at most " + Utf8Lines.LONGEST_LINE + " bytes",
          Utf8Lines.LONGEST_LINE + "バイト以内の行");

  private final Consumer<AssessmentLine> lines;
  private Optional<LineReader> reader;
  private int count;

  private ReadAssessments(FileFormat format, Consumer<AssessmentLine> lines) {
    this.lines = lines;
    this.reader =
        switch (format) {
          case CSV -> Optional.empty(); // its head tells how to read the rest
          case NDJSON -> Optional.of(new NdjsonLines());
        };
  }

  /**
   * Hands every line of data to {@code lines}, in the order of the file; blank lines are skipped.
   *
   * @return the faults that ended the reading before the end of the file, or of the file as a
   *     whole; empty when all lines were handed over
   * @throws IOException when the stream fails
   */
  public static List<Fault> read(InputStream in, FileFormat format, Consumer<AssessmentLine> lines)
      throws IOException {
    var reading = new ReadAssessments(format, lines);
    var text = new Utf8Lines(in);
    Utf8Lines.Next next = text.next();
    while (!(next instanceof Utf8Lines.End)) {
      List<Fault> faults = reading.take(next);
      if (!faults.isEmpty()) {
        return faults;
      }
      next = text.next();
    }
    return reading.count > 0
        ? List.of()
        : List.of(Fault.ofLine(0, FaultKind.EMPTY_FILE, A_LINE_OF_DATA));
  }

  /** The faults after which nothing more can be read. */
  private List<Fault> take(Utf8Lines.Next next) {
    return switch (next) {
      case Utf8Lines.Line line when line.text().isBlank() -> List.of();
      case Utf8Lines.Line line when reader.isEmpty() -> readHead(line);
      case Utf8Lines.Line line -> {
        handOver(reader.get().read(line.number(), line.text()));
        yield List.of();
      }
      case Utf8Lines.TooLong line -> {
        var fault = Fault.ofLine(line.number(), FaultKind.LINE_LENGTH, SHORTER_LINE);
        if (reader.isEmpty()) {
          yield List.of(fault);
        }
        handOver(new AssessmentLine.Rejected(line.number(), Optional.empty(), List.of(fault)));
        yield List.of();
      }
      case Utf8Lines.NotUtf8 notUtf8 -> List.of(notUtf8.fault());
      case Utf8Lines.End _ -> List.of();
    };
  }

  private List<Fault> readHead(Utf8Lines.Line line) {
    return switch (CsvLines.head(line.number(), line.text())) {
      case CsvLines.GoodHead head -> {
        reader = Optional.of(head.lines());
        yield List.of();
      }
      case CsvLines.BadHead head -> head.faults();
    };
  }

  private void handOver(AssessmentLine line) {
    count++;
    lines.accept(line);
  }
}
