/**
 * What a SealedSecret holds, and the same sealed with another key. Knows objects as YAML, and no cluster.
 */
@NullMarked
package dev.capstan.sealedsecret.unseal;

import org.jspecify.annotations.NullMarked;
