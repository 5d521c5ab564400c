/** What a migration would do and change, and what is in its way. Knows no API server but for the proofs. */
@NullMarked
package dev.capstan.cli.migrate.plan;

import org.jspecify.annotations.NullMarked;
