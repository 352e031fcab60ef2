package jp.linkage.local.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.linkage.protocol.evidence.SampleEvidence;
import jp.linkage.protocol.tlog.audit.SampleLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What docs/auditors.md shows is what the command prints about the samples beside it. */
class AuditorsPageTest {
  private static final Path DOCS = docs();
  private static final String SAMPLES = "docs/samples/";

  /** A block that begins with a command on the samples, and what it prints. */
  private static final Pattern SHOWN =
      Pattern.compile(
          "```\n\\$ \\./linkage verify ([^\n]*docs/samples/[^\n]*)\n(.*?)```", Pattern.DOTALL);

  private static Path docs() {
    Path at = Path.of("").toAbsolutePath();
    while (at != null && !Files.isRegularFile(at.resolve("docs/auditors.md"))) {
      at = at.getParent();
    }
    if (at == null) {
      throw new IllegalStateException("expected docs/auditors.md above the working directory");
    }
    return at.resolve("docs");
  }

  @Test
  void page_everyCommandOnASample_printsWhatIsShown() throws IOException {
    String page = Files.readString(DOCS.resolve("auditors.md"));
    List<String> commands = new ArrayList<>();
    Matcher shown = SHOWN.matcher(page);
    String samples = DOCS.resolve("samples") + "/";
    while (shown.find()) {
      commands.add(shown.group(1));
      Object[] arguments = shown.group(1).replace(SAMPLES, samples).split(" ", -1);
      Ran ran = Ran.verify(arguments);
      assertEquals(0, ran.status(), ran.error());
      assertEquals(shown.group(2), ran.out().replace(samples, SAMPLES));
    }
    assertTrue(commands.stream().anyMatch(command -> command.contains("--log")), "a log is shown");
    assertTrue(commands.stream().anyMatch(c -> !c.contains("--log")), "a bundle is shown");
  }

  @Test
  void samples_changed_doNotHold() throws IOException {
    byte[] bundle = Files.readAllBytes(DOCS.resolve("samples/evidence.zip"));
    bundle[bundle.length / 2] ^= 1;
    Path changed = Files.createTempFile("evidence", ".zip");
    try {
      Files.write(changed, bundle);
      assertEquals(1, Ran.verify(changed, "--policy", DOCS.resolve("samples/policy")).status());
    } finally {
      Files.delete(changed);
    }
  }

  // Two logs of one name and size would convict each other
  @Test
  void samples_bundleAndLog_areOfOneLog() {
    Path samples = DOCS.resolve("samples");
    Ran ran =
        Ran.verify(
            samples.resolve("evidence.zip"),
            "--policy",
            samples.resolve("policy"),
            "--since",
            samples.resolve("log/checkpoint"));
    assertEquals(0, ran.status(), ran.out());
  }

  // By the specification alone; elsewhere a Python 3 is not to be expected
  @Test
  void verifierInPython_onTheSamples_saysTheSame() throws IOException, InterruptedException {
    Path samples = DOCS.resolve("samples");
    List<String> arguments =
        List.of(
            samples.resolve("evidence.zip").toString(),
            "--policy",
            samples.resolve("policy").toString(),
            "--since",
            samples.resolve("log/checkpoint").toString());
    Ran ours = Ran.verify(arguments.toArray());
    assertEquals(new Said(0, ours.out()), python(arguments));
    byte[] bundle = Files.readAllBytes(samples.resolve("evidence.zip"));
    Path changed = Files.createTempFile("evidence", ".zip");
    try {
      for (int at = 0; at < bundle.length; at += 1201) {
        bundle[at] ^= 1;
        Files.write(changed, bundle);
        bundle[at] ^= 1;
        List<String> ofChanged = new ArrayList<>(arguments);
        ofChanged.set(0, changed.toString());
        assertEquals(1, python(ofChanged).status(), "byte " + at);
      }
    } finally {
      Files.delete(changed);
    }
  }

  private record Said(int status, String out) {}

  private static Said python(List<String> arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("python3", DOCS.resolve("samples/verify_evidence.py").toString()));
    command.addAll(arguments);
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return abort("there is no python3 here: " + e.getMessage());
    }
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Said(process.waitFor(), out);
  }

  /** Makes the samples again, from the test keys of the protocol library. */
  @Test
  @EnabledIfSystemProperty(named = "linkage.samples", matches = "write")
  void samples_askedFor_areWritten() throws IOException {
    Path samples = DOCS.resolve("samples");
    Files.createDirectories(samples);
    SampleEvidence evidence = new SampleEvidence();
    Files.write(samples.resolve("evidence.zip"), evidence.zip());
    Files.writeString(samples.resolve("policy"), SampleEvidence.POLICY);
    SampleLog log = new SampleLog(evidence.entries());
    for (String path : log.paths()) {
      Path file = samples.resolve("log").resolve(path);
      Files.createDirectories(file.resolveSibling(""));
      Files.write(file, log.file(path));
    }
    assertTrue(Files.exists(samples.resolve("log/checkpoint")));
  }
}
