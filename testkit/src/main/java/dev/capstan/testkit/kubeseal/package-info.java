/** The real kubeseal command, built once, for tests that compare with it. Knows nothing of what is tested. */
@NullMarked
package dev.capstan.testkit.kubeseal;

import org.jspecify.annotations.NullMarked;
