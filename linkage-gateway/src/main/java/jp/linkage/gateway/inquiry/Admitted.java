package jp.linkage.gateway.inquiry;

import jp.linkage.kit.manifest.ManifestInForce;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.message.ExchangeRequest;

/**
 * A request whose σ_A holds.
 *
 * @param request M1
 * @param requestRoot the root over its items, which σ_A signs
 * @param grounds the manifest that its header names, with the permission table
 */
record Admitted(ExchangeRequest request, Bytes requestRoot, ManifestInForce grounds) {
  Header header() {
    return request.header();
  }

  Manifest manifest() {
    return grounds.manifest();
  }
}
