/**
 * What is to be done about the Secret of a SealedSecret, decided by what is there. Knows no cluster.
 */
@NullMarked
package dev.capstan.sealedsecret.secret;

import org.jspecify.annotations.NullMarked;
