/**
 * What has to exist before the first start: every party's keys, made apart in a folder of its own,
 * the manifest that the authority signs over their public parts, and the identity provider that
 * vouches for the agencies' staff. No class here sees two parties' secrets at once.
 */
@NullMarked
package jp.linkage.local.ceremony;

import org.jspecify.annotations.NullMarked;
