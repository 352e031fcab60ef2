package jp.linkage.tax.ingest;

/**
 * What one transaction applied.
 *
 * @param through the last line of the file that is applied now
 * @param lines how many lines it applied, 0 when there was none left
 * @param added of those, how many brought the first assessment of a person and year
 * @param changed of those, how many brought another content
 */
record AppliedBatch(int through, int lines, int added, int changed) {}
