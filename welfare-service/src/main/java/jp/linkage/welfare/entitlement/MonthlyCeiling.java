package jp.linkage.welfare.entitlement;

import static jp.linkage.welfare.entitlement.IncomeLevy.yen;
import static jp.linkage.welfare.entitlement.IncomeLevy.yenInEnglish;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** 障害福祉サービス 負担上限月額: 障害者総合支援法施行令17条. */
public final class MonthlyCeiling {

  private static final long ITEM_1 = 37_200;
  private static final long ITEM_2 = 9_300;
  private static final long ITEM_3 = 4_600;
  private static final long THRESHOLD_OF_THE_ADULT = 160_000;
  private static final long THRESHOLD_OF_THE_HOUSEHOLD = 280_000;

  private MonthlyCeiling() {}

  /** 令17条2号イ: the fiscal year of the service month, and the previous one for April to June. */
  public static FiscalYear fiscalYear(YearMonth serviceMonth) {
    boolean beforeJuly = serviceMonth.getMonthValue() <= 6;
    return new FiscalYear(serviceMonth.getYear() - (beforeJuly ? 1 : 0));
  }

  /** 令17条4号: nobody's tax matters to a household under public assistance, so nobody's is asked. */
  public static boolean needsTax(Fact<PublicAssistance> publicAssistance) {
    return !(publicAssistance instanceof Fact.Known<PublicAssistance>(PublicAssistance known)
        && known != PublicAssistance.NONE);
  }

  public static CeilingDecision decide(CeilingCase theCase) {
    List<Line> lines = new ArrayList<>();
    List<CeilingDecision.OpenFact> open = new ArrayList<>();
    CountedPersons counted = theCase.counted();
    lines.add(scopeLine(theCase, counted));

    switch (theCase.publicAssistance()) {
      case Fact.Known<PublicAssistance>(PublicAssistance assistance) -> {
        lines.add(assistanceLine(assistance));
        if (assistance != PublicAssistance.NONE) {
          return ceiling(0, "4号", lines);
        }
      }
      case Fact.NotHeld<PublicAssistance>(Gap gap) ->
          open.add(openFact(theCase.applicant(), gap, lines));
      case Fact.Pending<PublicAssistance>(Gap gap) ->
          open.add(openFact(theCase.applicant(), gap, lines));
    }

    lines.add(fiscalYearLine(theCase.serviceMonth()));
    Map<Person, MunicipalTax> known = new LinkedHashMap<>();
    for (Person person : counted.persons()) {
      switch (theCase.taxOf(person)) {
        case Fact.Known<MunicipalTax>(MunicipalTax tax) -> known.put(person, tax);
        case Fact.NotHeld<MunicipalTax>(Gap gap) -> open.add(openFact(person, gap, lines));
        case Fact.Pending<MunicipalTax>(Gap gap) -> open.add(openFact(person, gap, lines));
      }
    }
    if (!open.isEmpty()) {
      return new CeilingDecision.Undetermined(open, lines);
    }
    return decideByTax(theCase, counted.scope(), known, lines);
  }

  private static CeilingDecision decideByTax(
      CeilingCase theCase,
      CountedPersons.Scope scope,
      Map<Person, MunicipalTax> known,
      List<Line> lines) {
    boolean nobodyTaxed = true;
    for (Map.Entry<Person, MunicipalTax> entry : known.entrySet()) {
      Untaxed untaxed =
          Untaxed.of(name(entry.getKey()), nameInEnglish(entry.getKey()), entry.getValue());
      lines.add(untaxed.line());
      nobodyTaxed &= untaxed.counts();
    }
    if (nobodyTaxed) {
      return ceiling(0, "4号", lines);
    }
    if (theCase.living().outsideReducedCeilings()) {
      lines.add(
          Line.of(
              "施行令17条2号・3号",
              theCase.living().japanese() + "に係る支給決定を受けた者には2号・3号を適用しない",
              "Items 2 and 3 do not apply: " + theCase.living().english()));
      return ceiling(ITEM_1, "1号", lines);
    }
    return switch (scope) {
      case ADULT -> {
        if (theCase.living().inFacilityOrMedicalCare()) {
          lines.add(
              Line.of(
                  "施行令17条2号イ・ロ",
                  "20歳以上の入所者・療養介護の受給者には2号イ・ロを適用しない",
                  "Item 2 does not apply to residents of 20 and over"));
          yield ceiling(ITEM_1, "1号", lines);
        }
        yield bySum(known, THRESHOLD_OF_THE_ADULT, ITEM_2, "2号ロ", lines);
      }
      case UNDER_20_IN_FACILITY -> bySum(known, THRESHOLD_OF_THE_HOUSEHOLD, ITEM_2, "2号イ", lines);
      case CHILD -> bySum(known, THRESHOLD_OF_THE_HOUSEHOLD, ITEM_3, "3号", lines);
    };
  }

  private static CeilingDecision bySum(
      Map<Person, MunicipalTax> known,
      long threshold,
      long reduced,
      String item,
      List<Line> lines) {
    long sum = 0;
    List<Person> upperBounds = new ArrayList<>();
    for (Map.Entry<Person, MunicipalTax> entry : known.entrySet()) {
      Person person = entry.getKey();
      IncomeLevy levy = IncomeLevy.of(name(person), nameInEnglish(person), entry.getValue());
      lines.add(levy.line());
      sum += levy.amount();
      if (!levy.exact()) {
        upperBounds.add(person);
      }
    }
    Line.Comparison comparison = Line.Comparison.of(sum, threshold);
    lines.add(
        Line.of(
            "施行令17条" + item,
            "所得割の合算額 %s は %s %s"
                .formatted(yen(sum), yen(threshold), comparison.below() ? "未満である" : "以上である"),
            "Sum of the income levies %s is %s %s"
                .formatted(
                    yenInEnglish(sum),
                    comparison.below() ? "less than" : "not less than",
                    yenInEnglish(threshold)),
            comparison));
    if (comparison.below()) {
      return ceiling(reduced, item, lines);
    }
    if (!upperBounds.isEmpty()) {
      // 施行規則26条の3第1項 could still bring the sum below the threshold.
      return new CeilingDecision.Undetermined(
          upperBounds.stream().map(p -> openFact(p, Gap.DEPENDANTS_NOT_STATED, lines)).toList(),
          lines);
    }
    return ceiling(ITEM_1, "1号", lines);
  }

  private static CeilingDecision ceiling(long yen, String item, List<Line> lines) {
    String article = "施行令17条" + item;
    lines.add(
        Line.of(article, "負担上限月額は " + yen(yen), "The monthly ceiling is " + yenInEnglish(yen)));
    return new CeilingDecision.Ceiling(yen, article, lines);
  }

  private static CeilingDecision.OpenFact openFact(Person person, Gap gap, List<Line> lines) {
    lines.add(
        Line.of(
            "施行令17条",
            name(person) + ": " + gap.japanese(),
            nameInEnglish(person) + ": " + gap.english()));
    return new CeilingDecision.OpenFact(person.key(), gap);
  }

  private static Line scopeLine(CeilingCase theCase, CountedPersons counted) {
    String names =
        counted.persons().stream().map(MonthlyCeiling::name).collect(Collectors.joining("、"));
    String namesInEnglish =
        counted.persons().stream()
            .map(MonthlyCeiling::nameInEnglish)
            .collect(Collectors.joining(", "));
    return switch (counted.scope()) {
      case ADULT ->
          Line.of(
              "施行令17条4号",
              "特定支給決定障害者(%s): 本人と同一世帯の配偶者で判定する(%s)".formatted(theCase.living().japanese(), names),
              "Adult (%s): the person and the spouse in the same household count (%s)"
                  .formatted(theCase.living().english(), namesInEnglish));
      case UNDER_20_IN_FACILITY ->
          Line.of(
              "施行令17条2号イ・4号",
              "20歳未満の%s: 本人と同一世帯の全員で判定する(%s)".formatted(theCase.living().japanese(), names),
              "Under 20, %s: everybody in the same household counts (%s)"
                  .formatted(theCase.living().english(), namesInEnglish));
      case CHILD ->
          Line.of(
              "施行令17条3号・4号",
              "障害児(%s): 保護者と同一世帯の全員で判定する(%s)".formatted(theCase.living().japanese(), names),
              "Child (%s): the guardian and everybody in the same household count (%s)"
                  .formatted(theCase.living().english(), namesInEnglish));
    };
  }

  private static Line assistanceLine(PublicAssistance assistance) {
    return switch (assistance) {
      case RECIPIENT ->
          Line.of("施行令17条4号", "世帯は生活保護を受けている(被保護者)", "The household receives public assistance");
      case BOUNDARY ->
          Line.of(
              "施行令17条4号・施行規則27条",
              "1号から3号までの額では保護を必要とし、0円なら必要としない(境界層)",
              "With the other ceilings the household would need public assistance, with 0 yen it does not");
      case NONE ->
          Line.of("施行令17条4号", "世帯は生活保護を受けていない", "The household does not receive public assistance");
    };
  }

  private static Line fiscalYearLine(YearMonth month) {
    int year = fiscalYear(month).year();
    boolean previous = month.getMonthValue() >= 4 && month.getMonthValue() <= 6;
    return Line.of(
        "施行令17条2号イ",
        "サービスのあった月は%d年%d月: %s%d年度分の市町村民税による"
            .formatted(
                month.getYear(), month.getMonthValue(), previous ? "4月から6月までは前年度、" : "", year),
        "Service month %s: municipal tax of fiscal year %d%s"
            .formatted(
                month, year, previous ? " (April to June use the previous fiscal year)" : ""));
  }

  private static String name(Person person) {
    return person.relation().japanese() + "[" + person.key() + "]";
  }

  private static String nameInEnglish(Person person) {
    return person.relation().english() + " [" + person.key() + "]";
  }
}
