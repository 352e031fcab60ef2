package jp.linkage.welfare.entitlement;

/** Why a fact is not known, and what the caseworker does about it. */
public enum Gap {
  UNDECLARED(
      "undeclared",
      "市町村民税が未申告です。本人に申告を依頼してください。申告後に再照会します。",
      "The resident has not declared income; ask the resident to declare, then inquire again."),
  NO_MATERIALS(
      "no-materials",
      "課税資料がありません。非課税とは扱えません。本人に申告を依頼するか、課税地を確認してください。",
      "The municipality holds no material for assessment, which is not the same as no tax; ask the"
          + " resident to declare, or check the municipality."),
  NO_RECORD(
      "no-record",
      "照会先に該当年度の記録がありません。1月1日の住所を確認してください。",
      "The municipality has no record of that fiscal year; check the address on 1 January."),
  UNKNOWN_PERSON(
      "unknown-person",
      "照会先で本人を特定できません。個人番号の登録状況と1月1日の住所を確認してください。",
      "The agency does not know this person; check the enrolment and the address on 1 January."),
  NOT_DISCLOSABLE(
      "not-disclosable",
      "照会先が提供できない情報です(不開示等)。照会先へ直接確認してください。",
      "The agency may not disclose the record; contact the agency."),
  ADDRESS_ELSEWHERE(
      "address-elsewhere",
      "照会先の記録では1月1日の住所が他の市町村にあります。住所を確認してください。",
      "By the municipality's record the person lived elsewhere on 1 January; check the address."),
  UNREADABLE(
      "unreadable",
      "回答の内容に矛盾または不足があり、判定に使えません。照会先へ確認してください。",
      "The answer is contradictory or incomplete and cannot be used; contact the agency."),
  DEPENDANTS_NOT_STATED(
      "dependants-not-stated",
      "扶養親族(19歳未満)の人数が回答になく、施行規則26条の3の控除後の額で判定が変わり得ます。",
      "The number of dependants under 19 is not stated, and the deduction of article 26-3 could change"
          + " the result."),
  NOT_ENROLLED(
      "not-enrolled",
      "この宛名番号は符号が未取得です。個人番号の登録を行ってください。",
      "This addressee number is not enrolled; enrol the person first."),
  PROVIDER_NOT_CONNECTED(
      "provider-not-connected",
      "1月1日の住所地の市町村が情報連携に接続していません。課税証明書の提出を依頼してください。",
      "The municipality is not connected; ask the resident for the paper certificate."),
  NOT_ASKED(
      "not-asked", "照会がまだ行われていません。", "The inquiry has not been sent yet; send the open inquiries."),
  INTERRUPTED(
      "interrupted",
      "照会が途中で中断しました。再照会してください。",
      "The inquiry was interrupted; send the open inquiries again."),
  LAPSED("lapsed", "照会の有効期間が終わりました。再照会してください。", "The inquiry's validity has ended; inquire again."),
  DEFERRED(
      "deferred",
      "照会先で職員の確認待ちです。しばらくして再照会してください。",
      "A person at the agency has to confirm the answer; inquire again later."),
  REFUSED("refused", "照会が拒否されました。理由を確認してください。", "The inquiry was refused; see the reason."),
  UNAVAILABLE(
      "unavailable",
      "情報連携の相手方または記録装置が利用できません。しばらくして再照会してください。",
      "The agency or the log is unavailable; inquire again later."),
  PUBLIC_ASSISTANCE_UNKNOWN(
      "public-assistance-unknown",
      "生活保護の受給状況が未確認です。自所の記録で確認してください。",
      "Whether the household receives public assistance is not established; check the office's records.");

  private final String code;
  private final String japanese;
  private final String english;

  Gap(String code, String japanese, String english) {
    this.code = code;
    this.japanese = japanese;
    this.english = english;
  }

  /** The name on the wire, lower case with hyphens. */
  public String code() {
    return code;
  }

  public String japanese() {
    return japanese;
  }

  public String english() {
    return english;
  }
}
