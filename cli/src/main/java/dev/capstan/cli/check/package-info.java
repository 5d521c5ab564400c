/** Says whether a cluster can take Capstan, and whether what is installed works. */
@NullMarked
package dev.capstan.cli.check;

import org.jspecify.annotations.NullMarked;
