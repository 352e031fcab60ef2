package jp.linkage.tax.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.linkage.tax.assessment.Expectation;

/** Reads CSV by its head, whose columns may stand in any order. */
final class CsvLines implements LineReader {
  // Line by line, so that a lost quotation mark spoils one line and not the rest of the file
  private static final ObjectReader CELLS =
      CsvMapper.csvBuilder().build().readerFor(String[].class);

  private static final Expectation QUOTING =
      new Expectation(
          "cells separated by commas, with a closing quotation mark for each opening one",
          "カンマ区切り。引用符は閉じてください");

  private final List<Column> columns;
  private final Map<String, String> namesInHead;

  private CsvLines(List<Column> columns, Map<String, String> namesInHead) {
    this.columns = columns;
    this.namesInHead = namesInHead;
  }

  /** What the first line of a file turned out to be. */
  sealed interface Head {}

  record GoodHead(CsvLines lines) implements Head {}

  record BadHead(List<Fault> faults) implements Head {}

  static Head head(int number, String text) {
    Optional<String[]> cells = cells(text);
    if (cells.isEmpty()) {
      return new BadHead(List.of(Fault.ofLine(number, FaultKind.QUOTING, QUOTING)));
    }
    var columns = new ArrayList<Column>();
    var namesInHead = new HashMap<String, String>();
    var faults = new ArrayList<Fault>();
    for (String cell : cells.get()) {
      Optional<Column> column = Column.inHead(cell);
      if (column.isEmpty()) {
        faults.add(unknown(number, cell));
      } else if (namesInHead.put(column.get().member(), cell) != null) {
        faults.add(
            Fault.ofColumn(
                number,
                cell,
                FaultKind.REPEATED_COLUMN,
                new Expectation("each column once", "列は1回だけ")));
      } else {
        columns.add(column.get());
      }
    }
    Column.ALL.stream()
        .filter(column -> column.required() && !namesInHead.containsKey(column.member()))
        .forEach(column -> faults.add(missing(number, column)));
    return faults.isEmpty()
        ? new GoodHead(new CsvLines(columns, namesInHead))
        : new BadHead(List.copyOf(faults));
  }

  @Override
  public AssessmentLine read(int number, String text) {
    Optional<String[]> cells = cells(text);
    if (cells.isEmpty()) {
      return rejected(Fault.ofLine(number, FaultKind.QUOTING, QUOTING));
    }
    int found = cells.get().length;
    if (found != columns.size()) {
      return rejected(
          Fault.ofLine(
              number,
              FaultKind.CELL_COUNT,
              new Expectation(
                  columns.size() + " cells, as the head has; there are " + found,
                  "見出し行と同じ" + columns.size() + "列(この行は" + found + "列)")));
    }
    var draft = new LineDraft(number, this::nameInHead);
    for (int i = 0; i < found; i++) {
      read(columns.get(i), cells.get()[i], draft);
    }
    return draft.complete();
  }

  private static void read(Column column, String cell, LineDraft draft) {
    if (column.figure().isPresent()) {
      // An empty cell says that the figure is not recorded; zero is written 0
      if (!cell.isEmpty()) {
        draft.content().figure(column.figure().get(), cell);
      }
    } else if (column.equals(Column.ADDRESSEE_NO)) {
      draft.addressee(cell);
    } else if (column.equals(Column.FISCAL_YEAR)) {
      draft.fiscalYear(cell);
    } else if (column.equals(Column.TAX_STATUS)) {
      draft.content().taxStatus(cell);
    } else {
      draft.content().addressOnJanuary1(cell);
    }
  }

  private String nameInHead(String member) {
    return namesInHead.getOrDefault(
        member, Column.ofMember(member).map(Column::name).orElse(member));
  }

  private static Optional<String[]> cells(String line) {
    try {
      String[] cells = CELLS.readValue(line);
      return Optional.of(cells);
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }

  private static AssessmentLine rejected(Fault fault) {
    return new AssessmentLine.Rejected(fault.line(), Optional.empty(), List.of(fault));
  }

  private static Fault missing(int number, Column column) {
    return Fault.ofColumn(
        number,
        column.name(),
        FaultKind.MISSING_COLUMN,
        new Expectation(
            "the column " + column.name() + " or " + column.term(),
            "列「" + column.term() + "」または " + column.name()));
  }

  private static Fault unknown(int number, String cell) {
    return Fault.ofColumn(
        number,
        shortened(cell),
        FaultKind.UNKNOWN_COLUMN,
        new Expectation(
            "only columns that GET /v1/imports/columns lists", "GET /v1/imports/columns にある列のみ"));
  }

  /** A file without a head has data where the name of a column should be: they are not repeated. */
  private static String shortened(String cell) {
    return cell.matches("[\\p{L}_][\\p{L}\\p{N}_()・ ]{0,49}") ? cell : "?";
  }
}
