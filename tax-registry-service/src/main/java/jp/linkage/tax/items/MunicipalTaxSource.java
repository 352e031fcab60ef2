package jp.linkage.tax.items;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jp.linkage.kit.answer.ItemSource;
import jp.linkage.kit.answer.Provision;
import jp.linkage.kit.answer.ProvisionRequest;
import jp.linkage.kit.answer.ProvisionSubject;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.protocol.header.InformationId;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.tax.assessment.AssessmentContent;
import jp.linkage.tax.assessment.AssessmentKey;
import jp.linkage.tax.assessment.FiscalYear;

/** Provides municipal-tax and prefectural-tax from the current assessments. */
@ApplicationScoped
class MunicipalTaxSource implements ItemSource {
  private final AskedAssessments assessments;
  private final ReleaseRows releases;

  MunicipalTaxSource(AskedAssessments assessments, ReleaseRows releases) {
    this.assessments = assessments;
    this.releases = releases;
  }

  @Override
  public Set<InformationId> provides() {
    return Arrays.stream(TaxInformation.values())
        .map(TaxInformation::id)
        .collect(Collectors.toSet());
  }

  /**
   * {@inheritDoc}
   *
   * @throws InvalidMessage when a subject does not say of which fiscal year
   */
  @Override
  public List<Provision> provide(ProvisionRequest request) {
    List<AssessmentKey> asked = request.subjects().stream().map(MunicipalTaxSource::key).toList();
    var found = assessments.find(request.header().exchangeId(), asked);
    var provisions = new ArrayList<Provision>();
    var waiting = new ArrayList<AddresseeNumber>();
    for (int i = 0; i < asked.size(); i++) {
      Provision provision = provision(asked.get(i), found.get(i), request.fields());
      if (provision instanceof Provision.NeedsRelease && found.get(i).release().isEmpty()) {
        waiting.add(asked.get(i).addressee());
      }
      provisions.add(provision);
    }
    if (!waiting.isEmpty()) {
      releases.await(request.header(), waiting);
    }
    return provisions;
  }

  /** Protection comes first: that there is no record may tell something too. */
  private static Provision provision(
      AssessmentKey key,
      AskedAssessments.Found found,
      Map<InformationId, Set<String>> namedFields) {
    return switch (found.protection()) {
      case NOT_DISCLOSABLE -> new Provision.NotDisclosable();
      case MANUAL_RELEASE ->
          switch (found.release().orElse(ReleaseState.PENDING)) {
            case PENDING -> new Provision.NeedsRelease();
            case WITHHELD -> new Provision.NotDisclosable();
            case RELEASED -> provided(key, found.content(), namedFields);
          };
      case NONE -> provided(key, found.content(), namedFields);
    };
  }

  private static Provision provided(
      AssessmentKey key,
      Optional<AssessmentContent> content,
      Map<InformationId, Set<String>> namedFields) {
    if (content.isEmpty()) {
      return new Provision.NoRecord();
    }
    var information = new HashMap<InformationId, Map<String, Object>>();
    for (TaxInformation kind : TaxInformation.values()) {
      Set<String> named = namedFields.get(kind.id());
      if (named != null) {
        information.put(kind.id(), kind.fields(key.fiscalYear(), content.get(), named));
      }
    }
    return new Provision.Provided(information);
  }

  private static AssessmentKey key(ProvisionSubject subject) {
    String year = subject.parameters().getOrDefault(TaxInformation.FISCAL_YEAR, "");
    return new AssessmentKey(
        subject.addresseeNumber(),
        FiscalYear.parse(year)
            .orElseThrow(
                () -> new InvalidMessage("$.parameters.fiscalYear", FiscalYear.FORM.en())));
  }
}
