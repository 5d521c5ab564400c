/** One run of an automation: from what is declared to what was pushed. Knows no cluster. */
@NullMarked
package dev.capstan.image.automation.run;

import org.jspecify.annotations.NullMarked;
