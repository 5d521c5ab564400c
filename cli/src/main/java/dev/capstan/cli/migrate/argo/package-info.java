/** An installation of Argo CD as it is found in a cluster, and what is to be known of it before anything moves. */
@NullMarked
package dev.capstan.cli.migrate.argo;

import org.jspecify.annotations.NullMarked;
