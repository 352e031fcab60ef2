package jp.linkage.welfare.entitlement;

/** Where and by which service the person is supported, as far as 令17条 makes a difference of it. */
public enum LivingArrangement {
  /** 在宅・通所. */
  HOME("home", "在宅・通所", "at home"),
  /** 指定障害者支援施設等への入所. */
  FACILITY("facility", "指定障害者支援施設等への入所", "resident of a support facility"),
  /** 療養介護. */
  MEDICAL_CARE("medical-long-term-care", "療養介護", "medical long-term care"),
  /** 共同生活援助: 令17条2号 and 3号 do not apply. */
  GROUP_HOME("group-home", "共同生活援助", "group home"),
  /** 自立訓練・就労移行支援 meeting the ministers' requirements: 令17条2号 and 3号 do not apply. */
  RESIDENTIAL_TRAINING("residential-training", "自立訓練・就労移行支援(大臣が定める要件に該当)", "residential training");

  private final String code;
  private final String japanese;
  private final String english;

  LivingArrangement(String code, String japanese, String english) {
    this.code = code;
    this.japanese = japanese;
    this.english = english;
  }

  public String code() {
    return code;
  }

  public String japanese() {
    return japanese;
  }

  public String english() {
    return english;
  }

  /** 令17条2号イ, 4号: 入所 or 療養介護. */
  boolean inFacilityOrMedicalCare() {
    return this == FACILITY || this == MEDICAL_CARE;
  }

  /** 令17条2号の括弧書き (also for 3号). */
  boolean outsideReducedCeilings() {
    return this == GROUP_HOME || this == RESIDENTIAL_TRAINING;
  }
}
