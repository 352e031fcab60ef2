package jp.linkage.kit.agency;

import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import jp.linkage.kit.manifest.ManifestAccepted;
import jp.linkage.kit.staff.StaffPseudonyms;
import jp.linkage.kit.steps.AgencyKeys;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.StaffPseudonym;
import jp.linkage.protocol.keys.AgencyKeyFile;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads the agency's key file once, and gives its keys to the beans that need them. */
@ApplicationScoped
@IfBuildProperty(name = "linkage.agency.enabled", stringValue = "true")
public class OwnKeys implements StaffPseudonyms {
  private final AgencyKeys keys;

  /**
   * @param file the key file, mode 0600
   * @param id the agency that this service is configured for
   */
  OwnKeys(
      @ConfigProperty(name = "linkage.keys.file") Path file,
      @ConfigProperty(name = "linkage.agency.id") String id) {
    this.keys = new AgencyKeys(AgencyKeyFile.read(file));
    if (!keys.id().equals(new AgencyId(id))) {
      throw new IllegalStateException(
          "linkage.keys.file: expected the keys of " + id + ", found those of " + keys.id());
    }
  }

  // A manifest with other keys for this agency would let somebody else answer in its name.
  void accepted(@Observes ManifestAccepted event) {
    keys.requireOwn(event.inForce().manifest());
  }

  @Produces
  @Singleton
  AgencyKeys keys() {
    return keys;
  }

  @Override
  public StaffPseudonym of(String subject) {
    return keys.pseudonym(subject);
  }
}
