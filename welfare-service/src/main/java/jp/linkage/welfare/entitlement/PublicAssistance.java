package jp.linkage.welfare.entitlement;

/** 生活保護 in the service month, of the applicant's (or guardian's) household. */
public enum PublicAssistance {
  /** 被保護者 (生活保護法6条1項). */
  RECIPIENT("recipient"),
  /** 要保護者 (同条2項) whom the higher ceilings would bring into need: 施行規則27条. */
  BOUNDARY("boundary"),
  NONE("none");

  private final String code;

  PublicAssistance(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }
}
