package jp.linkage.protocol.evidence;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import jp.linkage.protocol.crypto.ProtocolViolation;

/**
 * The container of a bundle: a ZIP in one form only, files in order, stored without compression,
 * all of one date. A reader writes what it has read and compares, so that no byte of the container
 * can be changed either.
 */
final class EvidenceZip {
  // of the earliest instant the JDK would add the time again, in the time zone of the machine
  private static final LocalDateTime DATE = LocalDateTime.of(1980, 2, 1, 0, 0);

  private EvidenceZip() {}

  static byte[] write(SortedMap<String, byte[]> files) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        byte[] bytes = file.getValue();
        CRC32 crc = new CRC32();
        crc.update(bytes);
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCompressedSize(bytes.length);
        entry.setCrc(crc.getValue());
        entry.setTimeLocal(DATE);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be written", e);
    }
    return out.toByteArray();
  }

  static SortedMap<String, byte[]> read(byte[] bundle) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bundle))) {
      int left = bundle.length;
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        // What is stored without compression is shorter than its container.
        byte[] bytes = zip.readNBytes(left + 1);
        left -= bytes.length;
        if (left < 0 || files.put(entry.getName(), bytes) != null) {
          throw refused();
        }
      }
    } catch (IOException | IllegalArgumentException _) {
      throw refused();
    }
    if (!Arrays.equals(write(files), bundle)) {
      throw refused();
    }
    return files;
  }

  private static ProtocolViolation refused() {
    return new ProtocolViolation(
        ProtocolViolation.Reason.MALFORMED_VALUE,
        "expected a ZIP as the audit-service writes it, unchanged");
  }
}
