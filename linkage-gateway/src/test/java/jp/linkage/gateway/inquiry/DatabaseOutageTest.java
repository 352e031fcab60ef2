package jp.linkage.gateway.inquiry;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import jp.linkage.gateway.GatewayTest;
import jp.linkage.gateway.network.TestAuditService;
import jp.linkage.gateway.network.TestNetwork;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.kit.steps.BuiltInquiry;
import jp.linkage.kit.testing.DatabaseOutage;
import jp.linkage.kit.testing.StaffTokens;
import jp.linkage.kit.testing.TestWorld;
import jp.linkage.protocol.problem.ProblemType;
import jp.linkage.protocol.problem.Stage;
import jp.linkage.testing.EmbeddedPostgresServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@GatewayTest
class DatabaseOutageTest {
  @Nullable TestWorld world;
  @Nullable EmbeddedPostgresServer postgres;

  @Test
  void exchange_withTheDatabaseDown_reachesNobody() {
    TestNetwork network = TestNetwork.of(world);
    BuiltInquiry inquiry = network.inquiry();
    int conversions = network.audit().calls(TestAuditService.CONVERSIONS);
    List<Integer> reached = new ArrayList<>();
    Response later =
        DatabaseOutage.during(
            Objects.requireNonNull(postgres),
            ProblemType.DATABASE_UNAVAILABLE,
            Stage.GATEWAY,
            () -> {
              Response response = network.send(inquiry.request());
              reached.add(network.audit().calls(TestAuditService.CONVERSIONS) - conversions);
              return response;
            });
    assertEquals(0, reached.getFirst());
    assertEquals(200, later.statusCode());
  }

  @Test
  void list_withTheDatabaseDown_saysSo() {
    Response later =
        DatabaseOutage.during(
            Objects.requireNonNull(postgres),
            ProblemType.DATABASE_UNAVAILABLE,
            Stage.GATEWAY,
            () ->
                given()
                    .auth()
                    .oauth2(StaffTokens.token("linkage-gateway", "o", StaffRole.OPERATOR))
                    .get("/v1/exchanges"));
    assertEquals(200, later.statusCode());
  }
}
