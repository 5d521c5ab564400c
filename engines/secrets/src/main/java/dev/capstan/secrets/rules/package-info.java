/**
 * Reads .sops.yaml: which keys and which selection a new file gets. Reads no file itself.
 */
@NullMarked
package dev.capstan.secrets.rules;

import org.jspecify.annotations.NullMarked;
