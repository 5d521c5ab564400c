/**
 * What an installation of Argo CD uses that works otherwise here, or not at all: told before anything is taken over. Reads objects and
 * settings, and asks nobody.
 */
@NullMarked
package dev.capstan.argo.survey;

import org.jspecify.annotations.NullMarked;
