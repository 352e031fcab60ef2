package jp.linkage.local.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of faults in the README of the audit-service names tests that there are. */
class FaultTableTest {
  private static final Path HOME = Path.of("").toAbsolutePath().resolve("../..").normalize();
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");
  private static final int FAULTS = 25;

  @Test
  void table_everyFault_namesTestsThatExist() throws IOException {
    Map<String, List<Path>> sources = sources();
    List<String> missing = new ArrayList<>();
    List<String> rows = rows();
    assertTrue(rows.size() >= FAULTS, rows.size() + " faults");
    for (String row : rows) {
      Matcher named = TEST.matcher(row);
      int tests = 0;
      while (named.find()) {
        tests++;
        if (!exists(sources.getOrDefault(named.group(1), List.of()), named.group(2))) {
          missing.add(named.group());
        }
      }
      assertTrue(tests > 0, () -> "no test: " + row);
    }
    assertEquals(List.of(), missing);
  }

  private static List<String> rows() throws IOException {
    return Files.readAllLines(HOME.resolve("audit-service/README.md")).stream()
        .dropWhile(line -> !line.equals("## Faults"))
        .skip(1)
        .takeWhile(line -> !line.startsWith("## "))
        .filter(line -> line.startsWith("| "))
        .filter(line -> !line.startsWith("| Fault |"))
        .toList();
  }

  private static boolean exists(List<Path> sources, String method) throws IOException {
    for (Path source : sources) {
      if (Files.readString(source).contains("  void " + method + "(")) {
        return true;
      }
    }
    return false;
  }

  private static Map<String, List<Path>> sources() throws IOException {
    Map<String, List<Path>> sources = new HashMap<>();
    for (String module :
        List.of("audit-service", "deploy/local", "libs/protocol", "libs/service-kit")) {
      try (Stream<Path> files = Files.walk(HOME.resolve(module).resolve("src/test/java"))) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .forEach(file ->
                sources
                    .computeIfAbsent(
                        file.getFileName().toString().replace(".java", ""), _ -> new ArrayList<>())
                    .add(file));
      }
    }
    return sources;
  }
}
