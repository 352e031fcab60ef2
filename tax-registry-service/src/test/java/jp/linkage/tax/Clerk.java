package jp.linkage.tax;

import static io.restassured.RestAssured.given;

import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.specification.RequestSpecification;
import jp.linkage.kit.staff.StaffRole;

/** Requests in the name of officials. */
public final class Clerk {
  /** Without this, REST Assured says of every text that it is ISO-8859-1. */
  private static final RestAssuredConfig AS_IS =
      RestAssuredConfig.config()
          .encoderConfig(
              EncoderConfig.encoderConfig()
                  .appendDefaultContentCharsetToContentTypeIfUndefined(false));

  private Clerk() {}

  /** A request of a clerk. */
  public static RequestSpecification clerk() {
    return as("official-1", StaffRole.CLERK);
  }

  /** A request of an official with these roles. */
  public static RequestSpecification as(String official, String... roles) {
    return given().config(AS_IS).auth().oauth2(StaffTokens.of(official, roles));
  }
}
