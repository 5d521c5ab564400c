/** Signatures of commits and tags, checked against given OpenPGP and SSH keys and nothing else. Knows no repository. */
@NullMarked
package dev.capstan.git.signature;

import org.jspecify.annotations.NullMarked;
