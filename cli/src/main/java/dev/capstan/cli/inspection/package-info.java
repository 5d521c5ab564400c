/** What is found in a cluster before, while and after an installation: who owns what, what works, and what would help. */
@NullMarked
package dev.capstan.cli.inspection;

import org.jspecify.annotations.NullMarked;
