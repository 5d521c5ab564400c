/** One pass over a Promotion: look, remember, decide, and bring at most one thing on. Knows no cluster, no Git library and no forge. */
@NullMarked
package dev.capstan.promotion.run;

import org.jspecify.annotations.NullMarked;
