/** Encrypted files of SOPS, with the words, exit codes and environment variables of the sops command; talks to no cluster. */
@NullMarked
package dev.capstan.cli.sops;

import org.jspecify.annotations.NullMarked;
