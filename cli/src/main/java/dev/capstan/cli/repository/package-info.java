/** Git repositories as commands read them: with the credentials of a Secret, as trees that builds read. */
@NullMarked
package dev.capstan.cli.repository;

import org.jspecify.annotations.NullMarked;
