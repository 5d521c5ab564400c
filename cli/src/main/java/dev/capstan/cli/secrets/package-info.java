/** The secrets of a whole folder: what is encrypted and for whom, what should be, new keys; talks to no cluster. */
@NullMarked
package dev.capstan.cli.secrets;

import org.jspecify.annotations.NullMarked;
