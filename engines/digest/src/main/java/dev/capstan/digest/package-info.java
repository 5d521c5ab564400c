/** Content digests: values, their text, and how they are computed. Knows nothing of what is digested. */
@NullMarked
package dev.capstan.digest;

import org.jspecify.annotations.NullMarked;
