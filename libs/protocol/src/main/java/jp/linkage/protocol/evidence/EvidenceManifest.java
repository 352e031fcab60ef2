package jp.linkage.protocol.evidence;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.Sha256;
import jp.linkage.protocol.json.WireInstant;
import jp.linkage.protocol.tlog.checkpoint.LineReader;
import jp.linkage.protocol.tlog.checkpoint.NoteSigner;
import jp.linkage.protocol.tlog.checkpoint.SignedNote;

/**
 * The list of a bundle's files with their hashes, the text of a note that the log signs. Its first
 * line has a space, so that it is the checkpoint of no log.
 *
 * @param time when the bundle was made
 * @param hashes SHA-256 in hexadecimal of each file, by its name
 */
record EvidenceManifest(Instant time, SortedMap<String, String> hashes) {
  static final String NAME = "manifest";

  private static final String HEADER = "jp-linkage/1 evidence";
  private static final Pattern LINE = Pattern.compile("[0-9a-f]{64} [a-z0-9./-]{1,100}");

  static EvidenceManifest of(Map<String, byte[]> files, Instant time) {
    SortedMap<String, String> hashes = new TreeMap<>();
    files.forEach((name, bytes) -> hashes.put(name, hash(bytes)));
    return new EvidenceManifest(time, hashes);
  }

  static String hash(byte[] file) {
    return HexFormat.of().formatHex(Sha256.of(file));
  }

  static EvidenceManifest parse(String text) {
    LineReader lines = new LineReader(NAME, text);
    if (!lines.isNext(HEADER + "\n")) {
      throw lines.unexpected(HEADER);
    }
    lines.next(HEADER);
    Instant time = WireInstant.parse(lines.next("the time"));
    SortedMap<String, String> hashes = new TreeMap<>();
    while (!lines.atEnd()) {
      String line = lines.next("a hash and a name");
      if (!LINE.matcher(line).matches()) {
        throw new ProtocolViolation(
            ProtocolViolation.Reason.MALFORMED_VALUE, "manifest: expected a hash and a name");
      }
      hashes.put(line.substring(65), line.substring(0, 64));
    }
    EvidenceManifest manifest = new EvidenceManifest(time, hashes);
    if (!manifest.text().equals(text)) {
      throw new ProtocolViolation(
          ProtocolViolation.Reason.MALFORMED_VALUE, "manifest: expected names in order, each once");
    }
    return manifest;
  }

  String text() {
    StringBuilder text = new StringBuilder(HEADER + "\n" + WireInstant.text(time) + "\n");
    hashes.forEach((name, hash) -> text.append(hash).append(' ').append(name).append('\n'));
    return text.toString();
  }

  byte[] signed(NoteSigner log, Instant at) {
    String text = text();
    return new SignedNote(text, List.of(log.sign(text, at))).bytes();
  }
}
