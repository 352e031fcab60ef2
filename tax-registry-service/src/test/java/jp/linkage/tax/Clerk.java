package jp.linkage.tax;

import static io.restassured.RestAssured.given;

import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.specification.RequestSpecification;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.kit.testing.StaffTokens;

/** Requests in the name of officials. */
public final class Clerk {
  /** The agency of the service under test. */
  public static final String AGENCY = "aoba-tax";

  /** The official of {@link #clerk()}. */
  public static final String OFFICIAL = "official-1";

  /** Without this, REST Assured says of every text that it is ISO-8859-1. */
  private static final RestAssuredConfig AS_IS =
      RestAssuredConfig.config()
          .encoderConfig(
              EncoderConfig.encoderConfig()
                  .appendDefaultContentCharsetToContentTypeIfUndefined(false));

  private Clerk() {}

  /** A request of a clerk. */
  public static RequestSpecification clerk() {
    return as(OFFICIAL, StaffRole.CLERK);
  }

  /** A request of an official with these roles. */
  public static RequestSpecification as(String official, String... roles) {
    return given().config(AS_IS).auth().oauth2(StaffTokens.token(AGENCY, official, roles));
  }
}
