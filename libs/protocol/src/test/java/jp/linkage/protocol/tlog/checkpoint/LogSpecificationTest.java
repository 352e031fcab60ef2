package jp.linkage.protocol.tlog.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.linkage.protocol.tlog.Bundle;
import jp.linkage.protocol.tlog.CompactRange;
import jp.linkage.protocol.tlog.EntryBundle;
import jp.linkage.protocol.tlog.Tile;
import jp.linkage.protocol.tlog.TileResource;
import jp.linkage.protocol.tlog.witness.AddCheckpointRequest;
import org.junit.jupiter.api.Test;

/** Every example of docs/spec/audit-log.md is what the library computes, and reads. */
class LogSpecificationTest {
  private static final Path PAGE = Path.of("../../docs/spec/audit-log.md");
  private static final Pattern EXAMPLE =
      Pattern.compile("<!-- example: ([a-z0-9-]+) -->\n```\n(.*?)```\n", Pattern.DOTALL);

  private static final TestLog LOG = new TestLog(7);
  private static final NoteSigner KEY = TestLog.SIGNERS.getFirst();
  private static final SignedCheckpoint CHECKPOINT =
      SignedCheckpoint.sign(LOG.checkpoint(7), List.of(KEY), TestLog.TIME)
          .with(TestLog.WITNESS.sign(LOG.checkpoint(7), TestLog.TIME));

  @Test
  void page_itsExamples_areWhatTheLibraryComputes() throws IOException {
    Map<String, String> found = new LinkedHashMap<>();
    Matcher matcher = EXAMPLE.matcher(Files.readString(PAGE));
    while (matcher.find()) {
      found.put(matcher.group(1), matcher.group(2));
    }
    Map<String, String> expected = examples();
    assertEquals(expected.keySet(), found.keySet());
    expected.forEach((name, text) -> assertEquals(text, found.get(name), name));
  }

  @Test
  void page_itsProof_verifiesUnderItsPolicy() {
    TrustPolicy policy = TrustPolicy.parse(policy().getBytes(UTF_8));
    TlogProof proof = TlogProof.parse(LOG.proof(4, CHECKPOINT).bytes());
    proof.verify(LOG.leafHash(4), policy);
    assertEquals(CHECKPOINT, SignedCheckpoint.parse(CHECKPOINT.bytes()));
  }

  static Map<String, String> examples() {
    Map<String, String> examples = new LinkedHashMap<>();
    examples.put("roots", roots());
    examples.put("tiles-of-70000", tiles());
    examples.put("bundle", bundle());
    examples.put("vkey", KEY.key().text() + "\n");
    examples.put("checkpoint", new String(CHECKPOINT.bytes(), UTF_8));
    examples.put("ed25519-cosignature-message", ed25519Message());
    examples.put("ml-dsa-44-cosignature-message", mlDsaMessage());
    examples.put("add-checkpoint", addCheckpoint());
    examples.put("policy", policy());
    examples.put("proof", new String(LOG.proof(4, CHECKPOINT).bytes(), UTF_8));
    return examples;
  }

  private static String roots() {
    StringBuilder lines = new StringBuilder();
    CompactRange range = CompactRange.startingAt(0);
    for (int size = 0; size <= 7; size++) {
      lines.append("root of ").append(size).append("  ").append(hex(range.root())).append('\n');
      if (size < 7) {
        range.append(LOG.leafHash(size));
      }
    }
    return "leaf hash of 0  " + hex(LOG.leafHash(0)) + "\n" + lines;
  }

  private static String tiles() {
    long size = 70_000;
    StringBuilder lines = new StringBuilder();
    for (int level = 0; level <= 7; level++) {
      int full = 0;
      String first = "";
      for (Optional<Tile> tile = Tile.in(size, level, 0);
          tile.isPresent() && tile.get().isFull();
          tile = Tile.in(size, level, tile.get().index() + 1)) {
        first = full == 0 ? tile.get().path() : first;
        full++;
      }
      if (full > 0) {
        lines.append("level %d: %d full, %s first%n".formatted(level, full, first));
      }
      for (Tile partial : Tile.partialIn(size)) {
        if (partial.level() == level) {
          lines.append("level %d: %s%n".formatted(level, partial.path()));
        }
      }
    }
    TileResource last = Bundle.in(size, 273).orElseThrow();
    lines.append("entries: ").append(last.path()).append(" last\n");
    lines.append("index 1234067: ").append(new Tile(0, 1_234_067, 256).path()).append('\n');
    return lines.toString();
  }

  private static String bundle() {
    return hex(EntryBundle.encode(List.of("a".getBytes(UTF_8), "bcd".getBytes(UTF_8)))) + "\n";
  }

  private static String ed25519Message() {
    return new String(
        Cosignature.ed25519Message(CHECKPOINT.note().text(), TestLog.TIME.getEpochSecond()), UTF_8);
  }

  private static String mlDsaMessage() {
    String message =
        hex(
            Cosignature.mlDsaMessage(
                "witness.example/w2", CHECKPOINT.note().text(), TestLog.TIME.getEpochSecond()));
    return message.replaceAll("(.{64})", "$1\n") + "\n";
  }

  private static String addCheckpoint() {
    SignedCheckpoint signed = SignedCheckpoint.sign(LOG.checkpoint(7), List.of(KEY), TestLog.TIME);
    return new String(new AddCheckpointRequest(3, LOG.consistency(3, 7), signed).bytes(), UTF_8);
  }

  private static String policy() {
    return """
    # the log and the one witness that must have seen a checkpoint
    log %s https://log.linkage.example/2026/
    witness w1 %s
    quorum w1
    """
        .formatted(KEY.key().text(), TestLog.WITNESS.key().text());
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
