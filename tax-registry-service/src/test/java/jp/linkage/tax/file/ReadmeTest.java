package jp.linkage.tax.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the README says of files is true. */
class ReadmeTest {
  private static final Path README = Path.of("README.md");
  private static final Pattern COLUMN =
      Pattern.compile(
          "^\\| `([a-z0-9_]+)` \\| ([^|]+) \\| (yes)? *\\| [^|]+ \\|$", Pattern.MULTILINE);

  @ParameterizedTest
  @EnumSource(FileFormat.class)
  void example_canBeImported(FileFormat format) throws IOException {
    var lines = new ArrayList<AssessmentLine>();
    byte[] example = example(format.id()).getBytes(StandardCharsets.UTF_8);
    assertEquals(
        List.of(), ReadAssessments.read(new ByteArrayInputStream(example), format, lines::add));
    lines.forEach(line -> assertInstanceOf(AssessmentLine.Accepted.class, line));
  }

  @Test
  void table_hasAllColumnsInTheirOrder() throws IOException {
    List<String> documented = new ArrayList<>();
    Matcher rows = COLUMN.matcher(Files.readString(README));
    while (rows.find()) {
      documented.add(rows.group(1) + " " + rows.group(2) + " " + (rows.group(3) != null));
    }
    assertEquals(
        Column.ALL.stream()
            .map(column -> column.name() + " " + column.term() + " " + column.required())
            .toList(),
        documented);
  }

  private static String example(String language) throws IOException {
    Matcher block =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(README));
    assertTrue(block.find());
    return block.group(1);
  }
}
