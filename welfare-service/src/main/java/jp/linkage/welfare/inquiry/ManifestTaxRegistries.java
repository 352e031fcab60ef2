package jp.linkage.welfare.inquiry;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import jp.linkage.kit.manifest.HeldManifest;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.AgencyRole;
import jp.linkage.protocol.manifest.ManifestAgency;
import jp.linkage.protocol.manifest.Right;
import org.jboss.logging.Logger;

/** The tax registries as the manifest in force lists them: who answers as the mayor (市町村長). */
@ApplicationScoped
class ManifestTaxRegistries implements TaxRegistries {
  private static final Logger LOG = Logger.getLogger(ManifestTaxRegistries.class);
  private static final AgencyRole MAYOR = new AgencyRole("mayor");

  private final HeldManifest manifests;
  private final InquiryConfig config;

  ManifestTaxRegistries(HeldManifest manifests, InquiryConfig config) {
    this.manifests = manifests;
    this.config = config;
  }

  @Override
  public Optional<AgencyId> of(MunicipalityCode municipality) {
    List<AgencyId> candidates =
        manifests.current().manifest().agencies().stream()
            .filter(agency -> agency.municipalityCode().equals(municipality.value()))
            .filter(agency -> agency.may(Right.PROVIDE) && agency.providerRoles().contains(MAYOR))
            .map(ManifestAgency::id)
            .toList();
    Optional<AgencyId> named =
        Optional.ofNullable(config.taxRegistries().get(municipality.value()))
            .map(AgencyId::new)
            .filter(candidates::contains);
    if (named.isEmpty() && candidates.size() > 1) {
      LOG.warnf(
          "several agencies provide for %s: name one in linkage.welfare.tax-registries",
          municipality);
      return Optional.empty();
    }
    return named.or(() -> candidates.stream().findFirst());
  }
}
