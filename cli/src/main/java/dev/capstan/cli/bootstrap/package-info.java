/**
 * {@code capstan bootstrap}: commits an installation to a repository, installs it, and has the cluster keep itself from there. Knows how
 * commit, cluster and credentials follow each other; what an installation is made of comes from elsewhere.
 */
@NullMarked
package dev.capstan.cli.bootstrap;

import org.jspecify.annotations.NullMarked;
