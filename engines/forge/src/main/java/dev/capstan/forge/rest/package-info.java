/** How forges are asked over HTTP: one request, one JSON answer, and what its status means. Knows nothing of pull requests. */
@NullMarked
package dev.capstan.forge.rest;

import org.jspecify.annotations.NullMarked;
