package jp.linkage.local.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import jp.linkage.protocol.evidence.SampleEvidence;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyBundleTest {
  @TempDir private Path folder;
  private Path bundle = Path.of("");
  private Path policy = Path.of("");

  @BeforeEach
  void sample() throws IOException {
    bundle = Files.write(folder.resolve("bundle.zip"), new SampleEvidence().zip());
    policy = Files.writeString(folder.resolve("policy"), SampleEvidence.POLICY);
  }

  @Test
  void verify_soundBundle_printsEveryCheckAndExitsWith0() {
    Ran ran = Ran.verify(bundle, "--policy", policy);
    assertEquals(0, ran.status(), ran.out());
    List<String> lines = ran.out().lines().toList();
    assertEquals(17, lines.size(), ran.out());
    assertTrue(
        lines.subList(0, 16).stream().allMatch(line -> line.startsWith("ok      ")), ran.out());
    assertTrue(lines.contains("ok      entry 2 is what the log promised"));
    assertEquals(bundle + " holds: 16 checks", lines.getLast());
    assertEquals("", ran.error());
  }

  @Test
  void verify_anyByteOfTheBundleChanged_exitsWith1() throws IOException {
    byte[] bytes = Files.readAllBytes(bundle);
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] ^= 1;
      Files.write(bundle, bytes);
      Ran ran = Ran.verify(bundle, "--policy", policy);
      assertEquals(1, ran.status(), "byte " + at);
      assertTrue(ran.out().contains("FAILED  "), "byte " + at);
      assertTrue(ran.out().contains("DOES NOT HOLD"), "byte " + at);
      bytes[at] ^= 1;
    }
    Files.write(bundle, bytes);
    assertEquals(0, Ran.verify(bundle, "--policy", policy).status());
  }

  @Test
  void verify_sinceACheckpoint_isOneCheckMore() throws IOException {
    SampleEvidence sample = new SampleEvidence();
    Files.write(bundle, sample.zip());
    Path held = Files.write(folder.resolve("held"), sample.cosigned(3).bytes());
    Ran grown = Ran.verify(bundle, "--policy", policy, "--since", held);
    assertEquals(0, grown.status(), grown.out());
    assertTrue(grown.out().contains("ok      the newest tree grew from yours, of size 3\n"));
    Files.write(held, sample.cosigned(2).bytes());
    Ran unproven = Ran.verify(bundle, "--policy", policy, "--since", held);
    assertEquals(1, unproven.status());
    assertTrue(unproven.out().contains("FAILED  the newest tree grew from yours, of size 2"));
  }

  @Test
  void verify_anotherPolicy_exitsWith1() throws IOException {
    Files.writeString(policy, SampleEvidence.POLICY.replace("quorum w1", "quorum none"));
    assertEquals(1, Ran.verify(bundle, "--policy", policy).status());
    Files.writeString(policy, "quorum none\n");
    assertEquals(1, Ran.verify(bundle, "--policy", policy).status());
  }

  @Test
  void verify_fileThatCannotBeRead_saysWhichAndExitsWith1() throws IOException {
    Ran noBundle = Ran.verify(folder.resolve("none"), "--policy", policy);
    assertEquals(1, noBundle.status());
    assertEquals(
        "linkage verify: there is no file " + folder.resolve("none") + "\n", noBundle.error());
    assertEquals(1, Ran.verify(bundle, "--policy", folder.resolve("none")).status());
    Files.writeString(policy, "nothing");
    Ran noPolicy = Ran.verify(bundle, "--policy", policy);
    assertEquals(1, noPolicy.status());
    assertTrue(noPolicy.error().contains("policy"), noPolicy.error());
    assertEquals(1, Ran.verify(folder, "--policy", policy).status());
  }

  @Test
  void verify_otherArguments_printsTheUsageAndExitsWith2() {
    List<List<Object>> wrong =
        List.of(
            List.of(),
            List.of(bundle),
            List.of("--policy", policy),
            List.of(bundle, "--policy"),
            List.of(bundle, bundle, "--policy", policy),
            List.of(bundle, "--policy", policy, "--policy", policy),
            List.of(bundle, "--policy", policy, "--strict"),
            List.of(bundle, "--policy", policy, "--log", folder),
            List.of(bundle, "--keys", policy),
            List.of("--log", folder),
            List.of("--log", folder, "--policy", policy, "--keys", policy),
            List.of("--log", folder, "--policy", policy, "--token", "secret"),
            List.of("--help"));
    for (List<Object> arguments : wrong) {
      Ran ran = Ran.verify(arguments.toArray());
      assertEquals(2, ran.status(), arguments::toString);
      assertTrue(ran.error().startsWith("usage: linkage verify"), arguments::toString);
      assertEquals("", ran.out());
    }
  }

  // No class that opens a connection or asks for a name is even loaded.
  @Test
  void verify_bundleInAProcessOfItsOwn_opensNoSocket() throws IOException, InterruptedException {
    List<String> loaded = loadedClasses(bundle.toString(), "--policy", policy.toString());
    assertTrue(
        loaded.contains("jp.linkage.protocol.evidence.VerifyEvidence"), "the list is of a run");
    assertEquals(List.of(), loaded.stream().filter(VerifyBundleTest::connects).toList());
  }

  // The list would show it.
  @Test
  void verify_logInAProcessOfItsOwn_loadsWhatConnects() throws IOException, InterruptedException {
    List<String> loaded =
        loadedClasses("--log", "http://127.0.0.1:1/", "--policy", policy.toString());
    assertTrue(loaded.contains("sun.nio.ch.Net"));
  }

  // Every channel and socket of the JDK goes through sun.nio.ch.Net. Reading a file loads the class
  // of socket channels too, to find that it is none.
  private static boolean connects(String type) {
    return type.equals("sun.nio.ch.Net")
        || type.startsWith("java.net.http.")
        || type.startsWith("sun.nio.ch.NioSocketImpl")
        || type.startsWith("java.net.Socket")
        || type.startsWith("java.net.ServerSocket")
        || type.startsWith("java.net.DatagramSocket")
        || type.startsWith("java.net.Inet4AddressImpl")
        || type.startsWith("java.net.Inet6AddressImpl");
  }

  private List<String> loadedClasses(String... arguments) throws IOException, InterruptedException {
    Path log = folder.resolve("classes");
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xlog:class+load:file=" + log + ":none",
            "-cp",
            System.getProperty("java.class.path"),
            "jp.linkage.local.Main",
            "verify");
    builder.command().addAll(List.of(arguments));
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it ends");
    } finally {
      process.destroyForcibly();
    }
    boolean isBundle = !arguments[0].startsWith("--");
    assertEquals(isBundle ? 0 : 1, process.exitValue(), () -> text(output));
    Pattern space = Pattern.compile(" ");
    return Files.readAllLines(log, UTF_8).stream().map(line -> space.split(line, 2)[0]).toList();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
