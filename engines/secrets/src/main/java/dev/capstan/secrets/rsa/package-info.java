/**
 * Private keys of RSA as files hold them. Knows no format around them and nothing of what they are for.
 */
@NullMarked
package dev.capstan.secrets.rsa;

import org.jspecify.annotations.NullMarked;
