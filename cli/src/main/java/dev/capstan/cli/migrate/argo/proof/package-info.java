/** What Capstan would do about Applications that Argo CD takes care of, found out by our controller without a write. */
@NullMarked
package dev.capstan.cli.migrate.argo.proof;

import org.jspecify.annotations.NullMarked;
