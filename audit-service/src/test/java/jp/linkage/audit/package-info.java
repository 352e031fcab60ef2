/** Tests of the audit-service as the gateway, agencies and auditors meet it, with real parts. */
@NullMarked
package jp.linkage.audit;

import org.jspecify.annotations.NullMarked;
