package jp.linkage.protocol.permission;

import java.time.LocalDate;
import java.time.ZoneId;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.LegalBasis;
import jp.linkage.protocol.manifest.ManifestAgency;

/** An inquiry with the parties that the manifest names for it. */
record Inquiry(Header header, LegalBasis basis, ManifestAgency inquirer, ManifestAgency provider) {
  /** The law counts days in Japan. */
  private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");

  /** The day of the request, in Japan. */
  LocalDate day() {
    return LocalDate.ofInstant(header.requestedAt(), JAPAN);
  }
}
