package jp.linkage.protocol.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProblemTypeTest {
  private static final Path PAGE = Path.of("../../docs/spec/errors.md");

  @Test
  void errorsPage_comparedWithTheTable_isTheSame() throws IOException {
    String page = Files.readString(PAGE);
    String expected = page.substring(0, page.indexOf("\n|") + 1) + table();

    assertEquals(expected, page, "docs/spec/errors.md: replace its table by this one");
  }

  @Test
  void unavailable_ofEveryParty_canBeTriedAgain() {
    for (ProblemType type : ProblemType.values()) {
      assertEquals(
          type.status() == 503 || type.status() == 429 || type == ProblemType.MANIFEST_MISMATCH,
          type.retryable(),
          type.slug());
    }
  }

  @Test
  void problem_writtenAndRead_isTheSame() {
    var problem =
        new Problem(
            ProblemType.AUDIT_UNAVAILABLE, Stage.AUDIT, "try again", "/v1/x", "0123456789abcdef");

    assertEquals(problem, Problem.parse(problem.toJson()).orElseThrow());
  }

  @Test
  void otherDocuments_read_areNoProblem() {
    assertTrue(Problem.parse("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8)).isEmpty());
    assertTrue(Problem.parse(new byte[0]).isEmpty());
    assertTrue(Problem.parse(new byte[] {'<'}).isEmpty());
  }

  private static String table() {
    var table =
        new StringBuilder(
            "| type | status | title | retryable | meaning |\n|---|---|---|---|---|\n");
    for (ProblemType type : ProblemType.values()) {
      table.append(
          "| `%s` | %d | %s | %s | %s |\n"
              .formatted(
                  type.slug(),
                  type.status(),
                  type.title(),
                  type.retryable() ? "yes" : "no",
                  type.meaning()));
    }
    return table.toString();
  }
}
