package jp.linkage.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import jp.linkage.local.api.BackOfficeHttp;
import jp.linkage.local.stack.Ports;
import jp.linkage.local.stack.Processes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code up}, {@code token} and {@code down} as the script runs them: the packaged launcher in a
 * JVM of its own, here on other ports and with a folder of its own.
 */
@Order(1)
class DetachedRunIT {
  private static final Path HOME = Path.of("").toAbsolutePath().resolve("../..").normalize();

  private final int offset = freeOffset();
  private final Ports ports = Ports.wellKnown(offset);

  @TempDir private Path data;

  @BeforeEach
  void nothingRuns() {
    assertEquals(List.of(), processes());
  }

  @AfterEach
  void down() throws IOException, InterruptedException {
    linkage("down");
    assertEquals(List.of(), processes(), "nothing is left behind");
  }

  private record Ended(int code, String output, String error) {}

  @Test
  void up_thenTokenThenDown_servesWhatTheGuideSays() throws IOException, InterruptedException {
    Ended up = linkage("up");
    assertEquals(0, up.code(), up::error);
    for (String process : Processes.ALL) {
      assertTrue(up.output().contains(ports.url(process)), up.output());
    }

    BackOfficeHttp welfare = office(Processes.AOBA_WELFARE, "caseworker,clerk");
    JsonNode answer = welfare.post("/v1/inquiries", example("inquiry.json")).orThrow();
    assertEquals("provided", answer.path("subjects").path(0).path("outcome").asText());
    JsonNode decided = welfare.post("/v1/applications", example("application.json")).orThrow();
    assertEquals("decided", decided.path("state").asText());
    String auditor = "agency-auditor --agency " + Processes.AOBA_WELFARE;
    JsonNode entries =
        office(Processes.AUDIT, auditor)
            .because("the test of a detached run")
            .get("/v1/entries?limit=5")
            .orThrow();
    assertFalse(entries.path("entries").isEmpty());
    assertTrue(linkage("up").output().contains("is up already"));

    assertEquals(0, linkage("down").code());
    assertEquals(List.of(), processes());
    for (int port : allPorts()) {
      assertTrue(isFree(port), "port " + port + " is free again");
    }

    // The data stay: the same people, the same log, and the exchange that was made before.
    Ended again = linkage("up");
    assertEquals(0, again.code(), again::error);
    JsonNode kept =
        office(Processes.AUDIT, "auditor")
            .because("the test of a detached run")
            .get("/v1/entries/" + answer.path("exchangeId").asText())
            .orThrow();
    assertEquals(2, kept.path("records").size(), kept::toString);
    assertTrue(welfare.post("/v1/inquiries", example("inquiry.json")).succeeded());
  }

  @Test
  void token_withoutARun_saysSo() throws IOException, InterruptedException {
    Ended token = linkage("token", Processes.AOBA_TAX, "clerk");
    assertEquals(1, token.code());
    assertTrue(token.error().contains("./linkage up"), token.error());
    assertEquals(2, linkage("token", "no-such-service", "clerk").code());
    assertEquals(2, linkage("token", Processes.AUDIT, "agency-auditor").code());
  }

  private BackOfficeHttp office(String process, String roles)
      throws IOException, InterruptedException {
    var words = new ArrayList<>(List.of("token", process));
    words.addAll(List.of(roles.split(" ", -1)));
    Ended token = linkage(words.toArray(String[]::new));
    assertEquals(0, token.code(), token::error);
    return new BackOfficeHttp(ports.url(process), token.output().strip());
  }

  private JsonNode example(String name) throws IOException {
    return new ObjectMapper().readTree(data.resolve("examples").resolve(name).toFile());
  }

  private Ended linkage(String... arguments) throws IOException, InterruptedException {
    Path target = HOME.resolve("deploy/local/target");
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dlinkage.home=" + HOME,
                "-Dlinkage.data=" + data,
                "-cp",
                target.resolve("linkage-local.jar") + ":" + target.resolve("lib") + "/*",
                "jp.linkage.local.Main"));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile("linkage-", ".out");
    Path error = Files.createTempFile("linkage-", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(error.toFile());
      builder.environment().put("LINKAGE_PORT_OFFSET", String.valueOf(offset));
      int code = builder.start().waitFor();
      return new Ended(
          code,
          Files.readString(output, StandardCharsets.UTF_8),
          Files.readString(error, StandardCharsets.UTF_8));
    } finally {
      Files.delete(output);
      Files.delete(error);
    }
  }

  // Every process of the run names its folder: as an option, or as its working folder's log.
  private List<String> processes() {
    return ProcessHandle.allProcesses()
        .map(process -> process.info().commandLine().orElse(""))
        .filter(line -> line.contains(data.toString()))
        .toList();
  }

  private static int freeOffset() {
    while (true) {
      int offset = ThreadLocalRandom.current().nextInt(1_000, 10_000);
      if (portsAt(offset).stream().allMatch(DetachedRunIT::isFree)) {
        return offset;
      }
    }
  }

  private List<Integer> allPorts() {
    return portsAt(offset);
  }

  private static List<Integer> portsAt(int offset) {
    Ports ports = Ports.wellKnown(offset);
    var all = new ArrayList<>(ports.services().values());
    all.addAll(List.of(ports.postgres(), ports.kafka(), ports.kafkaController()));
    return all;
  }

  private static boolean isFree(int port) {
    try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
