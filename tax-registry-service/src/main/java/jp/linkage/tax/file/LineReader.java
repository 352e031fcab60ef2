package jp.linkage.tax.file;

/** Reads one line of data of a format. */
interface LineReader {
  AssessmentLine read(int number, String text);
}
