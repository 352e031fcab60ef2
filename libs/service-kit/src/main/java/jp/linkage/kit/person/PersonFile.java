package jp.linkage.kit.person;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.linkage.kit.problem.ProblemException;
import jp.linkage.protocol.number.InvalidNumber;
import jp.linkage.protocol.number.MyNumber;
import jp.linkage.protocol.problem.ProblemType;

/**
 * A CSV file (RFC 4180, UTF-8) of persons to enrol: {@code addressee_no,my_number}, with these
 * names in the first line.
 *
 * <p>Every line is judged by itself, and against the others: one person under two addressee
 * numbers, or two persons under one, is a wrong link (紐付け誤り) that nobody can resolve here, so all
 * of these lines are refused.
 */
final class PersonFile {
  /** The most lines of a file, without the first one. */
  static final int MAX_LINES = 100_000;

  private static final String ADDRESSEE_NO = "addressee_no";
  private static final String MY_NUMBER = "my_number";
  private static final List<String> HEADER = List.of(ADDRESSEE_NO, MY_NUMBER);
  private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** What there is to say about a line. */
  sealed interface Line {
    /** Its number; the line with the names is 1. */
    int number();

    /** A line that can be enrolled. */
    record Valid(int number, AddresseeNumber addresseeNumber, MyNumber myNumber) implements Line {}

    /**
     * A line that cannot.
     *
     * @param addresseeNumber when it could be read
     * @param column the column that is wrong
     * @param expected what was expected there; repeats nothing of the My Number
     */
    record Invalid(
        int number, Optional<AddresseeNumber> addresseeNumber, String column, String expected)
        implements Line {}
  }

  private PersonFile() {}

  /**
   * Reads a file.
   *
   * @return its lines in order, without empty ones
   * @throws ProblemException {@code import-invalid} when no line can be read: not UTF-8, other
   *     columns, too many lines, none at all
   */
  static List<Line> read(byte[] csv) {
    String text = decode(csv);
    List<String> rows = text.lines().toList();
    if (rows.isEmpty() || !cells(rows.getFirst()).equals(HEADER)) {
      throw invalid("line 1: expected the column names addressee_no,my_number");
    }
    if (rows.size() - 1 > MAX_LINES) {
      throw invalid("expected at most " + MAX_LINES + " lines; split the file");
    }
    List<Line> lines = new ArrayList<>(rows.size());
    for (int i = 1; i < rows.size(); i++) {
      if (!rows.get(i).isBlank()) {
        lines.add(line(i + 1, cells(rows.get(i))));
      }
    }
    if (lines.isEmpty()) {
      throw invalid("line 2: expected at least one person");
    }
    return refuseContradictions(lines);
  }

  private static String decode(byte[] csv) {
    int start = csv.length >= 3 && Arrays.equals(csv, 0, 3, BOM, 0, 3) ? 3 : 0;
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(csv, start, csv.length - start))
          .toString();
    } catch (CharacterCodingException _) {
      throw invalid(
          isShiftJis(csv)
              ? "expected UTF-8, found what looks like Shift_JIS: save the file as CSV UTF-8"
                  + " (文字コードがShift_JISのようです。UTF-8で保存してください)"
              : "expected UTF-8 (文字コードはUTF-8)");
    }
  }

  private static boolean isShiftJis(byte[] csv) {
    try {
      // What Excel writes as "CSV" in Japan: Microsoft's variant of Shift_JIS
      Charset.forName("windows-31j").newDecoder().decode(ByteBuffer.wrap(csv));
      return true;
    } catch (CharacterCodingException _) {
      return false;
    }
  }

  private static Line line(int number, List<String> cells) {
    if (cells.size() != HEADER.size()) {
      return new Line.Invalid(
          number, Optional.empty(), ADDRESSEE_NO, "expected 2 columns, found " + cells.size());
    }
    AddresseeNumber addresseeNumber;
    try {
      addresseeNumber = new AddresseeNumber(cells.get(0));
    } catch (IllegalArgumentException e) {
      return new Line.Invalid(number, Optional.empty(), ADDRESSEE_NO, "expected " + e.getMessage());
    }
    try {
      return new Line.Valid(number, addresseeNumber, MyNumber.parse(cells.get(1)));
    } catch (InvalidNumber e) {
      return new Line.Invalid(
          number, Optional.of(addresseeNumber), MY_NUMBER, hint(e, cells.get(1)));
    }
  }

  private static String hint(InvalidNumber error, String text) {
    boolean short11 = text.length() < MyNumber.DIGITS && text.chars().allMatch(c -> c < 0x80);
    return error.rule() == InvalidNumber.Rule.TWELVE_DIGITS && short11 && !text.isEmpty()
        ? error.rule().text() + "; a spreadsheet may have dropped leading zeros (先頭の0の欠落)"
        : error.rule().text();
  }

  /** The cells of a row: RFC 4180 without line breaks inside cells. */
  private static List<String> cells(String row) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < row.length(); i++) {
      char c = row.charAt(i);
      if (c == '"') {
        boolean escaped = quoted && i + 1 < row.length() && row.charAt(i + 1) == '"';
        if (escaped) {
          cell.append(c);
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString().strip());
    return cells;
  }

  private static List<Line> refuseContradictions(List<Line> lines) {
    Map<AddresseeNumber, List<Line.Valid>> byAddressee = new HashMap<>();
    Map<MyNumber, List<Line.Valid>> byNumber = new HashMap<>();
    for (Line line : lines) {
      if (line instanceof Line.Valid valid) {
        byAddressee.computeIfAbsent(valid.addresseeNumber(), _ -> new ArrayList<>()).add(valid);
        byNumber.computeIfAbsent(valid.myNumber(), _ -> new ArrayList<>()).add(valid);
      }
    }
    return lines.stream()
        .map(line ->
            line instanceof Line.Valid valid
                ? refuseContradiction(
                    valid,
                    byAddressee.getOrDefault(valid.addresseeNumber(), List.of()),
                    byNumber.getOrDefault(valid.myNumber(), List.of()))
                : line)
        .toList();
  }

  private static Line refuseContradiction(
      Line.Valid line, List<Line.Valid> sameAddressee, List<Line.Valid> sameNumber) {
    for (Line.Valid other : sameAddressee) {
      if (!other.myNumber().equals(line.myNumber())) {
        return refused(
            line,
            ADDRESSEE_NO,
            "expected one line for an addressee number; line %d has another person under it"
                .formatted(other.number()));
      }
    }
    for (Line.Valid other : sameNumber) {
      if (!other.addresseeNumber().equals(line.addresseeNumber())) {
        return refused(
            line,
            MY_NUMBER,
            "expected one addressee number for a person; line %d has another one (紐付け誤り)"
                .formatted(other.number()));
      }
    }
    int first = sameAddressee.getFirst().number();
    return first == line.number()
        ? line
        : refused(line, ADDRESSEE_NO, "expected each person once; the same as line " + first);
  }

  private static Line refused(Line.Valid line, String column, String expected) {
    return new Line.Invalid(line.number(), Optional.of(line.addresseeNumber()), column, expected);
  }

  private static ProblemException invalid(String detail) {
    return new ProblemException(ProblemType.IMPORT_INVALID, detail);
  }
}
