package jp.linkage.kit.crypto;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jp.linkage.protocol.crypto.PrimeOrderGroup;
import org.jboss.logging.Logger;

/** Says at start which implementation multiplies points ({@code linkage.crypto.group}). */
@ApplicationScoped
class ReportGroup {
  private static final Logger LOG = Logger.getLogger(ReportGroup.class);

  void onStart(@Observes StartupEvent event) {
    LOG.infof("linkage.crypto.group: %s", PrimeOrderGroup.p256().implementation());
  }
}
