package jp.linkage.local.verify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import jp.linkage.protocol.evidence.SampleEvidence;
import jp.linkage.protocol.tlog.audit.SampleLog;
import jp.linkage.protocol.tlog.checkpoint.TestLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyLogCommandTest {
  private static final Map<String, String> AUDITOR = Map.of(LogCommand.TOKEN, LogServer.TOKEN);

  @TempDir private Path folder;
  private Path policy = Path.of("");
  private SampleLog log = SampleLog.ofSize(5);
  private LogServer server = new LogServer(log);

  VerifyLogCommandTest() throws IOException {}

  @BeforeEach
  void sample() throws IOException {
    policy = Files.writeString(folder.resolve("policy"), SampleEvidence.POLICY);
    log.growTo(300);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Ran verify(Object... more) {
    Object[] arguments = new Object[4 + more.length];
    System.arraycopy(
        new Object[] {"--log", server.prefix(), "--policy", policy}, 0, arguments, 0, 4);
    System.arraycopy(more, 0, arguments, 4, more.length);
    return Ran.verify(AUDITOR, arguments);
  }

  @Test
  void verify_soundLogOverHttp_exitsWith0() {
    Ran ran = verify();
    assertEquals(0, ran.status(), ran.out() + ran.error());
    List<String> lines = ran.out().lines().toList();
    assertEquals(
        List.of(
            "ok      the newest checkpoint of log.linkage.example/2026, of size 300, holds;"
                + " cosigned by w1 at 2026-11-23T00:00:00Z",
            "ok      the entries from 0 on are what its 3 hash tiles say"),
        lines.subList(0, 2));
    assertTrue(lines.get(2).startsWith("ok      the tree of these has the signed root "));
    assertEquals(
        List.of(
            "records REQUEST 1, RELEASE 1, CONFIG 1",
            "WARNING 297 entries are no records that the log signed; they attest nothing",
            "        leaf 1: expected a record"),
        lines.subList(3, 6));
    assertEquals(server.prefix() + " holds: 3 checks", lines.getLast());
  }

  @Test
  void verify_entriesOverHttp_sendsTheTokenForThemOnly() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), LogServer.TOKEN + "\n");
    Ran ran = Ran.verify("--log", server.prefix(), "--policy", policy, "--token-file", token);
    assertEquals(0, ran.status(), ran.out() + ran.error());
    for (LogServer.Asked asked : server.asked) {
      assertEquals(
          asked.path().startsWith("tile/entries/"), asked.authorization().isPresent(), asked::path);
    }
  }

  @Test
  void verify_withoutToken_saysWhatIsMissingAndExitsWith1() {
    Ran ran = Ran.verify("--log", server.prefix(), "--policy", policy);
    assertEquals(1, ran.status());
    assertTrue(ran.error().contains("need the token of an auditor"), ran.error());
    Ran wrong =
        Ran.verify(
            Map.of(LogCommand.TOKEN, "another"), "--log", server.prefix(), "--policy", policy);
    assertEquals(1, wrong.status());
    assertFalse((wrong.out() + wrong.error()).contains("another"));
  }

  @Test
  void http_tokenInClearToAnotherMachine_isRefused() {
    Optional<String> token = Optional.of(LogServer.TOKEN);
    URI elsewhere = URI.create("http://log.linkage.example/log/v1");
    assertThrows(IllegalArgumentException.class, () -> new TiledLogHttp(elsewhere, token));
    new TiledLogHttp(elsewhere, Optional.empty()).close();
    new TiledLogHttp(URI.create("https://log.linkage.example/log/v1"), token).close();
    for (String address :
        List.of(
            "ftp://localhost/", "http:///x", "http://u:p@localhost/", "http://localhost/?a=b")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new TiledLogHttp(URI.create(address), Optional.empty()),
          address);
    }
  }

  @Test
  void verify_changedFiles_exitsWith1AndNamesTheLeaf() {
    log.file("tile/entries/001.p/44")[3] ^= 1;
    Ran entry = verify();
    assertEquals(1, entry.status());
    assertTrue(entry.out().contains("FAILED  the entries from 0 on"), entry.out());
    assertTrue(entry.out().contains("tile/entries/001.p/44, leaf 256"), entry.out());
    log.file("tile/entries/001.p/44")[3] ^= 1;
    log.file("tile/0/000")[32 * 9] ^= 1;
    Ran tile = verify();
    assertEquals(1, tile.status());
    assertTrue(tile.out().contains("tile/0/000, leaf 9"), tile.out());
    log.file("tile/0/000")[32 * 9] ^= 1;
    log.file("checkpoint")[30] ^= 1;
    Ran checkpoint = verify();
    assertEquals(1, checkpoint.status());
    assertTrue(checkpoint.out().contains("FAILED  the newest checkpoint"), checkpoint.out());
  }

  @Test
  void verify_strict_failsOnAnEntryThatIsNoRecord() {
    Ran ran = verify("--strict");
    assertEquals(1, ran.status());
    assertTrue(
        ran.out()
            .contains("FAILED  every entry is a record that the log signed: 297 entries are no"),
        ran.out());
  }

  @Test
  void verify_sinceASavedCheckpoint_readsTheRestOnly() throws IOException {
    Path saved = folder.resolve("checkpoint");
    assertEquals(0, verify("--save", saved).status());
    assertArrayEquals(log.file("checkpoint"), Files.readAllBytes(saved));
    log.growTo(600);
    server.asked.clear();
    Ran ran = verify("--since", saved, "--save", saved);
    assertEquals(0, ran.status(), ran.out() + ran.error());
    assertTrue(ran.out().contains("ok      the log grew from the tree of size 300"), ran.out());
    assertTrue(
        server.asked.stream().noneMatch(asked -> asked.path().startsWith("tile/entries/000")));
    assertArrayEquals(log.file("checkpoint"), Files.readAllBytes(saved));
  }

  @Test
  void verify_logThatWasReplaced_exitsWith1AndKeepsTheSavedCheckpoint() throws IOException {
    Path saved = folder.resolve("checkpoint");
    assertEquals(0, verify("--save", saved).status());
    byte[] before = Files.readAllBytes(saved);
    SampleLog other = new SampleLog(List.of(new byte[] {1}));
    other.growTo(600);
    log.become(other);
    Ran ran = verify("--since", saved, "--save", saved);
    assertEquals(1, ran.status());
    assertTrue(ran.out().contains("FAILED  the log grew from the tree of size 300"), ran.out());
    assertArrayEquals(before, Files.readAllBytes(saved));
  }

  @Test
  void verify_keysInsteadOfAPolicy_asksForNoWitness() throws IOException {
    Path keys =
        Files.writeString(
            folder.resolve("keys"),
            "# of the log\n\n"
                + TestLog.SIGNERS.getFirst().key().text()
                + "\n"
                + TestLog.SIGNERS.getLast().key().text()
                + "\n");
    Ran ran = Ran.verify(AUDITOR, "--log", server.prefix(), "--keys", keys);
    assertEquals(0, ran.status(), ran.out() + ran.error());
    assertTrue(ran.out().contains("cosigned by nobody"), ran.out());
    Files.writeString(keys, TestLog.WITNESS.key().text() + "\n");
    assertEquals(1, Ran.verify(AUDITOR, "--log", server.prefix(), "--keys", keys).status());
  }

  @Test
  void verify_logInAFolder_isTheSame() throws IOException {
    Path mirror = folder.resolve("mirror");
    for (String file : log.paths()) {
      Path path = mirror.resolve(file);
      Files.createDirectories(path.resolveSibling(""));
      Files.write(path, log.file(file));
    }
    Ran ran = Ran.verify("--log", mirror, "--policy", policy);
    assertEquals(0, ran.status(), ran.out() + ran.error());
    Files.delete(mirror.resolve("tile/1/000.p/1"));
    assertEquals(1, Ran.verify("--log", mirror, "--policy", policy).status());
    assertEquals(1, Ran.verify("--log", folder.resolve("none"), "--policy", policy).status());
  }

  @Test
  void http_logThatIsBusy_isAskedAgain() throws IOException {
    server.busy.put("checkpoint", new AtomicInteger(2));
    server.busy.put("tile/0/000", new AtomicInteger(1));
    assertEquals(0, verify().status());
    AtomicInteger refusals = new AtomicInteger(100);
    server.busy.put("checkpoint", refusals);
    try (TiledLogHttp http =
        new TiledLogHttp(URI.create(server.prefix()), Optional.empty(), Duration.ofMillis(1))) {
      IOException refused = assertThrows(IOException.class, () -> http.read("checkpoint", 10_000));
      assertEquals("checkpoint: expected the status 200 or 404, found 503", refused.getMessage());
    }
    assertEquals(96, refusals.get());
  }

  @Test
  void http_noLogThere_saysSo() throws IOException {
    server.close();
    try (TiledLogHttp http =
        new TiledLogHttp(URI.create(server.prefix()), Optional.empty(), Duration.ofMillis(1))) {
      IOException refused = assertThrows(IOException.class, () -> http.read("checkpoint", 10_000));
      assertTrue(refused.toString().contains("checkpoint cannot be read: "), refused::toString);
    }
  }

  @Test
  void http_redirect_isNotFollowed() {
    server.statuses.put("tile/0/000", 302);
    Ran ran = verify();
    assertEquals(1, ran.status());
    assertTrue(ran.error().contains("found 302"), ran.error());
  }

  @Test
  void http_moreThanAsked_isRefused() throws IOException {
    try (TiledLogHttp http =
        new TiledLogHttp(URI.create(server.prefix()), Optional.empty(), Duration.ofMillis(1))) {
      assertEquals(8192, http.read("tile/0/000", 8192).orElseThrow().length);
      assertThrows(IOException.class, () -> http.read("tile/0/000", 8191));
    }
  }

  @Test
  void options_passwordInTheAddressOfTheDatabase_isRefusedAndNotRepeated() {
    for (String address :
        List.of(
            "jdbc:postgresql://db/audit?user=a&password=hidden",
            "jdbc:postgresql://a:hidden@db/audit",
            "jdbc:postgresql://db/audit?sslPassword=hidden")) {
      Ran ran = verify("--database", address);
      assertEquals(2, ran.status(), address);
      assertTrue(ran.error().contains("LINKAGE_DATABASE_PASSWORD"), ran.error());
      assertFalse((ran.out() + ran.error()).contains("hidden"), ran.error());
    }
    assertEquals(2, verify("--database", "jdbc:mysql://db/audit").status());
  }

  @Test
  void options_databaseOfAPartOfTheLog_isRefused() {
    String address = "jdbc:postgresql://localhost:1/audit";
    assertEquals(2, verify("--database", address, "--since", "checkpoint").status());
    assertEquals(2, verify("--audit-keys", "keys.json").status());
    assertEquals(2, verify("--topic", "localhost:1").status());
    assertEquals(2, verify("--database-login", "login").status());
    Ran unreachable = verify("--database", address);
    assertEquals(1, unreachable.status());
    assertTrue(unreachable.error().contains("the database cannot be read"), unreachable.error());
  }

  @Test
  void print_whatALogSays_cannotSteerTheTerminal() {
    assertEquals("a?b?c?", VerifyCommand.Lines.printable("a\u001bb\u009bc\u202e"));
  }
}
