/** Where output came from: what a run reports about itself to whoever asks. */
@NullMarked
package dev.capstan.gotemplate.trace;

import org.jspecify.annotations.NullMarked;
