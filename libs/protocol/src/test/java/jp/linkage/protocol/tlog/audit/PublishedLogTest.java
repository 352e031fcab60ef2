package jp.linkage.protocol.tlog.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import jp.linkage.protocol.crypto.PublishedVectors;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.TrustPolicy;
import org.junit.jupiter.api.Test;

/**
 * A log that another program wrote: the one of 15 entries in {@code testdata/log} of
 * transparency-dev/tessera, as the folder {@code tessera-log} of the published vectors.
 */
class PublishedLogTest {
  private static final String KEY =
      "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";
  private static final LogTrust TRUST =
      LogTrust.of(TrustPolicy.parse(("log " + KEY + "\nquorum none\n").getBytes(UTF_8)));

  private final Path folder = PublishedVectors.folder("tessera-log");

  /** The log as it was at a size. */
  private LogSource atSize(int size) {
    return (path, _) -> read(path.equals(LogSource.CHECKPOINT) ? path + "." + size : path);
  }

  private Optional<byte[]> read(String path) throws IOException {
    Path file = folder.resolve(path);
    return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
  }

  @Test
  void whole_everySize_holds() throws IOException {
    for (int size = 0; size <= 15; size++) {
      LogReport report = new VerifyLog(atSize(size), TRUST, (_, _) -> {}).whole();
      assertTrue(report.holds(), () -> report.fault().toString());
      assertEquals(size, report.end());
      assertEquals(size, report.invalid());
    }
  }

  @Test
  void since_everyEarlierSize_holds() throws IOException {
    for (int size = 0; size <= 15; size++) {
      for (int earlier = 0; earlier <= size; earlier++) {
        byte[] note = read("checkpoint." + earlier).orElseThrow();
        LogReport report =
            new VerifyLog(atSize(size), TRUST, (_, _) -> {}).since(SignedCheckpoint.parse(note));
        assertTrue(report.holds(), () -> report.fault().toString());
        assertEquals(earlier, report.start());
      }
    }
  }

  @Test
  void whole_anyByteOfTheEntriesChanged_isFound() throws IOException {
    byte[] bundle = read("tile/entries/000.p/15").orElseThrow();
    for (int at = 0; at < bundle.length; at++) {
      byte[] changed = bundle.clone();
      changed[at] ^= 1;
      LogReport report =
          new VerifyLog(
                  (path, maxBytes) ->
                      path.equals("tile/entries/000.p/15")
                          ? Optional.of(changed)
                          : atSize(15).read(path, maxBytes),
                  TRUST,
                  (_, _) -> {})
              .whole();
      assertEquals(LogFault.Kind.ENTRY, report.fault().orElseThrow().kind(), "byte " + at);
      assertTrue(report.fault().orElseThrow().leaf().isPresent());
      assertEquals(
          OptionalLong.of(report.end()), report.fault().orElseThrow().leaf(), "byte " + at);
    }
  }
}
