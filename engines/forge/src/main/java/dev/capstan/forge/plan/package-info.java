/** Which step a pull request needs, decided from what is wanted and what is there. Pure. */
@NullMarked
package dev.capstan.forge.plan;

import org.jspecify.annotations.NullMarked;
