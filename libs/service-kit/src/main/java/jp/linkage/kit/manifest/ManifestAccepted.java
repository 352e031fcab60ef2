package jp.linkage.kit.manifest;

/**
 * Tells the service's beans, as a CDI event, that a manifest was accepted: at the start, and each
 * time a newer one takes over.
 *
 * @param inForce what new exchanges run under from now on
 */
public record ManifestAccepted(ManifestInForce inForce) {}
