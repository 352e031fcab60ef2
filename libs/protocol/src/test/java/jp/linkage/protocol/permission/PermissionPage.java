package jp.linkage.protocol.permission;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Prints the second half of {@code docs/spec/permission-table.md} from the table. */
final class PermissionPage {
  static final String MARKER = "## 5 The ids\n";

  private PermissionPage() {}

  /** Rewrites the page that is named as the argument. */
  public static void main(String[] arguments) throws IOException {
    Path page = Path.of(arguments[0]);
    String text = Files.readString(page);
    PermissionTable table = PermissionTable.parse(PermissionTable.bundled());
    Files.writeString(page, text.substring(0, text.indexOf(MARKER)) + print(table));
  }

  static String print(PermissionTable table) {
    StringBuilder page = new StringBuilder(MARKER);
    TableTerms terms = table.terms();
    names(page, "Roles", terms.roles());
    names(page, "Relations", terms.relations());
    page.append("\n### Information\n\n| id | name | fields |\n|---|---|---|\n");
    terms
        .information()
        .forEach((id, name) ->
            page.append("| `%s` | %s | %s |%n".formatted(id, name, fields(terms, id))));
    page.append("\n## 6 The rows\n");
    table.rows().stream()
        .collect(
            Collectors.groupingBy(
                row -> heading(row.procedure()), LinkedHashMap::new, Collectors.toList()))
        .forEach((heading, rows) -> {
          page.append(heading);
          rows.forEach(row -> page.append(line(row)));
        });
    return page.toString();
  }

  private static void names(StringBuilder page, String title, Map<String, String> names) {
    page.append("\n### ").append(title).append("\n\n| id | name |\n|---|---|\n");
    names.forEach((id, name) -> page.append("| `%s` | %s |%n".formatted(id, name)));
  }

  private static String fields(TableTerms terms, String information) {
    return terms.fields().getOrDefault(information, Map.of()).entrySet().stream()
        .map(field -> "`" + field.getKey() + "` " + field.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String heading(TableProcedure procedure) {
    return """

    ### Item %s: %s

    %s. Affair `%s`%s; asked by %s; %s; in force from %s%s.

    | row | answered by | about | consent | fields | citation |
    |---|---|---|---|---|---|
    """
        .formatted(
            procedure.item() + procedure.number().map(number -> ", procedure " + number).orElse(""),
            procedure.name(),
            procedure.affairName(),
            procedure.affair(),
            procedure.municipalityCode().map(code -> " of municipality " + code).orElse(""),
            list(procedure.inquirerRoles()),
            procedure.citation(),
            procedure.validFrom(),
            procedure.validTo().map(day -> " to " + day).orElse(""));
  }

  private static String line(PermissionRow row) {
    return row.permits()
        ? "| `%s` | %s | %s | %s | %s | %s |%n"
            .formatted(
                row.id(),
                list(row.providerRoles()),
                list(row.subjectRelations()),
                row.consentRequired() ? "yes" : "no",
                list(row.fields()),
                row.citation())
        : "| `%s` | %s | – | – | permits nothing | %s |%n"
            .formatted(row.id(), list(row.providerRoles()), row.citation());
  }

  private static String list(Iterable<?> values) {
    TreeSet<String> sorted = new TreeSet<>();
    values.forEach(value -> sorted.add(value.toString()));
    return String.join(", ", sorted);
  }
}
