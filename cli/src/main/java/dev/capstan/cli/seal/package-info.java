/** Makes SealedSecrets of Secrets, with the words of the kubeseal command; off-line with a certificate, or with the controller's. */
@NullMarked
package dev.capstan.cli.seal;

import org.jspecify.annotations.NullMarked;
