package jp.linkage.gateway;

import jp.linkage.kit.staff.StaffRole;
import jp.linkage.kit.testing.StaffAccessContract;
import jp.linkage.protocol.manifest.ManifestGateway;

@GatewayTest
class StaffAccessTest extends StaffAccessContract {
  @Override
  protected String service() {
    return ManifestGateway.ID;
  }

  @Override
  protected String role() {
    return StaffRole.OPERATOR;
  }
}
