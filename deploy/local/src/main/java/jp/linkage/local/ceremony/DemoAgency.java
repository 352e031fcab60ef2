package jp.linkage.local.ceremony;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jp.linkage.local.people.City;
import jp.linkage.local.stack.Processes;
import jp.linkage.protocol.conversion.NamespacePublic;
import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.AgencyRole;
import jp.linkage.protocol.manifest.ManifestAgency;
import jp.linkage.protocol.manifest.Right;

/** An agency of the two fictional cities, as the manifest of the local run lists it. */
record DemoAgency(
    AgencyId id,
    String name,
    City city,
    Set<String> inquirerRoles,
    Set<String> providerRoles,
    Set<Right> rights) {
  static final List<DemoAgency> ALL =
      List.of(
          new DemoAgency(
              new AgencyId(Processes.AOBA_TAX),
              "青葉市市民税課",
              City.AOBA,
              Set.of(),
              Set.of("mayor"),
              Set.of(Right.PROVIDE)),
          new DemoAgency(
              new AgencyId(Processes.MIDORI_TAX),
              "緑市市民税課",
              City.MIDORI,
              Set.of(),
              Set.of("mayor"),
              Set.of(Right.PROVIDE)),
          new DemoAgency(
              new AgencyId(Processes.AOBA_WELFARE),
              "青葉市福祉事務所",
              City.AOBA,
              Set.of("mayor", "governor-etc"),
              Set.of(),
              Set.of(Right.INQUIRE)),
          new DemoAgency(
              new AgencyId(Processes.AOBA_RESIDENTS),
              "青葉市戸籍住民課",
              City.AOBA,
              Set.of("mayor"),
              Set.of(),
              Set.of(Right.REGISTER, Right.READLOG)));

  ManifestAgency list(URI endpoint, Element gamma, Element lambda, AgencyPublic own) {
    return new ManifestAgency(
        id,
        name,
        city.municipalityCode(),
        roles(inquirerRoles),
        roles(providerRoles),
        rights,
        true,
        endpoint,
        NamespacePublic.ofAgency(gamma, lambda, own.y()),
        own.proof(),
        own.hpkeKey(),
        own.signingKey());
  }

  private static Set<AgencyRole> roles(Set<String> names) {
    return names.stream().map(AgencyRole::new).collect(Collectors.toSet());
  }
}
