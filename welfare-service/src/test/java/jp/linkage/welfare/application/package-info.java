/** Tests of applications, from the entered form to the decision. */
@NullMarked
package jp.linkage.welfare.application;

import org.jspecify.annotations.NullMarked;
