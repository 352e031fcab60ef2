package jp.linkage.welfare.inquiry;

import java.util.Optional;
import jp.linkage.protocol.header.AgencyId;

/** Which agency holds a municipality's tax information (地方税関係情報). */
public interface TaxRegistries {
  /** The agency, or empty when none of that municipality is connected. */
  Optional<AgencyId> of(MunicipalityCode municipality);
}
