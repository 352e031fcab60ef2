package jp.linkage.tax.ingest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import jp.linkage.tax.file.Fault;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A fault of a file as the API shows it. */
@Schema(name = "ImportError")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ImportErrorView(
    @Schema(
            description = "From 1, the head of a CSV file included; 0 for the whole file",
            examples = "3")
        int line,
    @Schema(
            implementation = String.class,
            description = "As the head of the file names it, or the JSON member",
            examples = "municipal_income_levy")
        Optional<String> column,
    @Schema(
            description =
                "encoding, empty-file, missing-column, unknown-column, repeated-column, cell-count,"
                    + " quoting, json, line-length, value, duplicate",
            examples = "value")
        String kind,
    @Schema(examples = "integer yen from 0, at most 13 digits") String expected,
    @Schema(examples = "0以上の整数(円、13桁以内)") String expectedJa,
    @Schema(implementation = Integer.class, description = "Of a duplicate, the other line")
        OptionalInt otherLine,
    @Schema(
            implementation = Long.class,
            description = "Of a wrong encoding, the first wrong byte, from 0")
        OptionalLong byteOffset) {

  static ImportErrorView of(Fault fault) {
    return new ImportErrorView(
        fault.line(),
        fault.column(),
        fault.kind().id(),
        fault.expected().en(),
        fault.expected().ja(),
        fault.otherLine(),
        fault.byteOffset());
  }
}
