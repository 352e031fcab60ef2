package jp.linkage.protocol.permission;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.InformationId;
import jp.linkage.protocol.header.LegalBasis;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.manifest.ManifestAgency;
import jp.linkage.protocol.manifest.Right;

/**
 * Decides whether manifest and permission table permit an exchange at its {@code requestedAt}
 * (protocol §4.1; 番号法19条8号, 21条2項). Pure: gateway, audit-service and provider each call it on their
 * own copies. The clock is another question: {@link jp.linkage.protocol.header.Validity}.
 */
public final class DecidePermission {
  private DecidePermission() {}

  /** Decides. */
  public static Decision decide(Header header, Manifest manifest, PermissionTable table) {
    if (!header.manifest().equals(manifest.hash())) {
      return denied(DenialCause.OTHER_MANIFEST, "the hash of the manifest in force");
    }
    if (!manifest.validAt(header.requestedAt())) {
      return denied(
          DenialCause.MANIFEST_NOT_VALID, "requestedAt within the validity of the manifest");
    }
    Optional<ManifestAgency> agency = manifest.agency(header.agency());
    if (agency.isEmpty()) {
      return unknown(header.agency());
    }
    return switch (header.type()) {
      case CONVERT -> decideConvert(header, agency.get(), manifest, table);
      // Every agency may enrol persons of its own: it turns numbers that it holds into its tokens
      case ENROL -> new Decision.Permitted(new TreeMap<>());
      case REGISTER -> decideRight(agency.get(), Right.REGISTER);
      case READLOG -> decideRight(agency.get(), Right.READLOG);
    };
  }

  private static Decision decideRight(ManifestAgency agency, Right right) {
    return agency.may(right)
        ? new Decision.Permitted(new TreeMap<>())
        : denied(DenialCause.RIGHT_MISSING, "the right " + right + " of " + agency.id());
  }

  private static Decision decideConvert(
      Header header, ManifestAgency inquirer, Manifest manifest, PermissionTable table) {
    AgencyId providerId = header.toNamespace().agency();
    Optional<ManifestAgency> found = manifest.agency(providerId);
    if (found.isEmpty()) {
      return unknown(providerId);
    }
    ManifestAgency provider = found.get();
    if (!inquirer.may(Right.INQUIRE)) {
      return denied(DenialCause.RIGHT_MISSING, "the right INQUIRE of " + inquirer.id());
    }
    if (!provider.may(Right.PROVIDE)) {
      return denied(DenialCause.RIGHT_MISSING, "the right PROVIDE of " + provider.id());
    }
    // 番号法21条2項2号: a violation of 28条 on either side stops the provision
    for (ManifestAgency agency : new ManifestAgency[] {inquirer, provider}) {
      if (!agency.impactAssessmentPublished()) {
        return denied(
            DenialCause.IMPACT_ASSESSMENT,
            "a published impact assessment (番号法28条) of " + agency.id());
      }
    }
    LegalBasis basis =
        header
            .basis()
            .orElseThrow(() -> new IllegalStateException(ExchangeType.CONVERT + " has a basis"));
    return decideRows(new Inquiry(header, basis, inquirer, provider), table);
  }

  private static Decision decideRows(Inquiry inquiry, PermissionTable table) {
    SortedMap<InformationId, PermissionRow> rows = new TreeMap<>();
    for (InformationId information : inquiry.basis().information()) {
      RowMatch match = RowMatch.best(inquiry, information, table);
      if (!match.permits()) {
        return match.denied();
      }
      rows.put(information, match.requireRow());
    }
    boolean demanded = rows.values().stream().anyMatch(PermissionRow::consentRequired);
    if (demanded != inquiry.basis().consentReference().isPresent()) {
      String closest = rows.values().stream().map(PermissionRow::id).findFirst().orElseThrow();
      return new Decision.Denied(
          DenialCause.CONSENT,
          demanded
              ? "expected consentReference: row " + consentRow(rows) + " demands consent"
              : "expected no consentReference: row " + closest + " demands no consent",
          Optional.of(demanded ? consentRow(rows) : closest));
    }
    return new Decision.Permitted(rows);
  }

  private static String consentRow(SortedMap<InformationId, PermissionRow> rows) {
    return rows.values().stream()
        .filter(PermissionRow::consentRequired)
        .map(PermissionRow::id)
        .findFirst()
        .orElseThrow();
  }

  private static Decision unknown(AgencyId agency) {
    return denied(DenialCause.UNKNOWN_AGENCY, "an agency of the manifest, not " + agency);
  }

  private static Decision denied(DenialCause cause, String expected) {
    return new Decision.Denied(cause, "expected " + expected, Optional.empty());
  }
}
